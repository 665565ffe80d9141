// One step of the optimizer.

/**
 * One step of AdamW over n weights (Kingma & Ba 2014, arXiv 1412.6980; decoupled decay: Loshchilov & Hutter 2017, arXiv
 * 1711.05101).
 *   m = b1 m + (1 - b1) g s    v = b2 v + (1 - b2) (g s)^2    w -= rate (m c1 / (sqrt(v c2) + eps) + decay w)
 * s scales the gradient (clipping, mean over the batch); c1, c2 correct the bias of the first steps.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: i32, s: f32, rate: f32, b1: f32, b2: f32, c1: f32, c2: f32, eps: f32, decay: f32,
): void {
  const s4 = f32x4.splat(s);
  const one = f32x4.splat(1.0);
  const p1 = f32x4.splat(b1);
  const q1 = f32x4.sub(one, p1);
  const p2 = f32x4.splat(b2);
  const q2 = f32x4.sub(one, p2);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const grad = f32x4.mul(v128.load(g + i), s4);
    const mean = f32x4.add(f32x4.mul(p1, v128.load(m + i)), f32x4.mul(q1, grad));
    const square = f32x4.add(f32x4.mul(p2, v128.load(v + i)), f32x4.mul(q2, f32x4.mul(grad, grad)));
    v128.store(m + i, mean);
    v128.store(v + i, square);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, f32x4.splat(c2))), f32x4.splat(eps));
    const old = v128.load(w + i);
    const move = f32x4.add(f32x4.div(f32x4.mul(mean, f32x4.splat(c1)), root), f32x4.mul(f32x4.splat(decay), old));
    v128.store(w + i, f32x4.sub(old, f32x4.mul(f32x4.splat(rate), move)));
  }
}
