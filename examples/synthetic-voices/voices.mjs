// espeak-ng's English voices and the variants of each, and random choices of them.

export const bases = [
  'en-us',
  'en-gb',
  'en-gb-scotland',
  'en-gb-x-rp',
  'en-029',
  'en-gb-x-gbclan',
  'en-gb-x-gbcwmd',
  'en-us-nyc',
];
export const variants =
  `m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 klatt klatt2 klatt3 klatt4 klatt5 klatt6 Alex Alicia Andrea Andy
  Annie Denis Diogo Gene Gene2 Henrique Hugo Jacky Lee Marco Michael Nguyen adam anika antonio aunty belinda benjamin
  boris caleb david ed edward edward2 gustave iven john linda max michel miguel mike pablo paul pedro quincy rob robert
  sandro shelby steph steph2 steph3 travis victor zac grandma grandpa`.split(/\s+/);

export function pick(list, random) {
  return list[Math.floor(random() * list.length)];
}

export function between(low, high, random) {
  return Math.round(low + (high - low) * random());
}

export function shuffled(list, random) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}
