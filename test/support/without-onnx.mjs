// Given to Node by --import: no module finds onnxruntime-web, as where it is not installed.
import { register } from 'node:module';

const hooks = `export async function resolve(name, context, next) {
  if (/^onnxruntime-/.test(name)) throw Object.assign(new Error('not found: ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
