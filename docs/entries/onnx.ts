/**
 * Models on onnxruntime-web in a page.
 * @module sluice/onnx
 */
export * from '../../dist/browser/onnx.js';
