// webpack finds the worker, the worklet, the kernel and the model by itself.
export default {
  mode: 'production',
  entry: './src/main.js',
  output: { path: new URL('./public/', import.meta.url).pathname, filename: 'main.js', publicPath: '/' },
  devServer: { static: './public' },
};
