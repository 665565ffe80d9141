// Small films: a shape on a picture of 32 x 32 that does one thing after another, 25 pictures a second.

export const SIZE = 32;
export const FPS = 25;
export const EVENTS = ['nothing', 'rests', 'crosses', 'falls', 'bounces', 'circles'];

/** Where the middle of the shape is after `t` seconds, as shares of the picture; each call of it is one film. */
const MOTIONS = {
  nothing: () => () => null,
  rests: (random) => {
    const [x, y] = [0.2 + 0.6 * random(), 0.2 + 0.6 * random()];
    return () => [x, y];
  },
  crosses: (random) => {
    const [y, speed, phase] = [0.2 + 0.6 * random(), 0.5 + 0.5 * random(), random()];
    const way = random() < 0.5 ? 1 : -1;
    return (t) => {
      const x = (phase + speed * t) % 1;
      return [way > 0 ? x : 1 - x, y];
    };
  },
  falls: (random) => {
    const [x, from, gravity] = [0.2 + 0.6 * random(), 0.1 * random(), 1.5 + random()];
    // it lies a moment and another one falls
    return (t) => {
      const since = t % 1.2;
      return [x, Math.min(0.88, from + (gravity / 2) * since * since)];
    };
  },
  bounces: (random) => {
    const [x, height, period] = [0.2 + 0.6 * random(), 0.4 + 0.3 * random(), 0.5 + 0.3 * random()];
    return (t) => {
      const u = ((t % period) / period) * 2 - 1;
      return [x, 0.85 - height * (1 - u * u)];
    };
  },
  circles: (random) => {
    const [radius, turns, phase] = [0.15 + 0.1 * random(), 0.6 + 0.5 * random(), random()];
    const [x, y] = [0.4 + 0.2 * random(), 0.4 + 0.2 * random()];
    const way = random() < 0.5 ? 1 : -1;
    return (t) => {
      const angle = 2 * Math.PI * (phase + way * turns * t);
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    };
  },
};

/**
 * `count` pictures in which one event follows another, each for two to four seconds, and the event of each picture.
 * @returns {{ pictures: Float32Array[], events: number[], begun: number[] }} `begun`: pictures since the event began
 */
export function film(random, count) {
  const pictures = [];
  const events = [];
  const begun = [];
  const look = { shape: 1 + Math.floor(3 * random()), radius: 0.08 + 0.1 * random(), noise: 0.1 * random() };
  while (pictures.length < count) {
    const event = Math.floor(random() * EVENTS.length);
    const motion = MOTIONS[EVENTS[event]](random);
    const length = Math.round((2 + 2 * random()) * FPS);
    for (let i = 0; i < length && pictures.length < count; i++) {
      pictures.push(draw(motion(i / FPS), look, random));
      events.push(event);
      begun.push(i);
    }
  }
  return { pictures, events, begun };
}

/** A picture as the network takes it: (1, 1, 32, 32), about 0 to 1. Shapes as in make-features.py. */
export function draw(middle, { shape, radius, noise }, random) {
  return Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    const grain = noise * (random() + random() + random() - 1.5) * 2;
    if (middle === null) return grain;
    const dx = ((i % SIZE) + 0.5) / SIZE - middle[0];
    const dy = (Math.floor(i / SIZE) + 0.5) / SIZE - middle[1];
    return Math.min(1, Math.max(0, inside(shape, dx, dy, radius) * SIZE + 0.5)) + grain;
  });
}

/** How far inside of the shape's edge, as a share of the picture. */
function inside(shape, dx, dy, radius) {
  if (shape === 1) return radius - Math.hypot(dx, dy);
  if (shape === 2) return 0.85 * radius - Math.max(Math.abs(dx), Math.abs(dy));
  return Math.min(0.6 * radius - dy, 0.5 * (radius + dy) - Math.abs(dx));
}
