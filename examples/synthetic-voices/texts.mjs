// What the voices say: the phrases, and the words and sentences that are none of them.

/** Folder name of each phrase -> how it is written for an English voice. */
export const phrases = {
  alexa: 'alexa',
  computer: 'computer',
  jarvis: 'jarvis',
  'smart-mirror': 'smart mirror',
  snowboy: 'snowboy',
  'view-glass': 'view glass',
  yes: 'yes',
  no: 'no',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  on: 'on',
  off: 'off',
  stop: 'stop',
  go: 'go',
};

/**
 * The same phrases spelled so that a voice of another language says them with its accent; what its spelling
 * cannot bring near the English word is left out.
 */
export const accents = {
  de: {
    alexa: 'Alexa',
    computer: 'Kompjuter',
    jarvis: 'Dscharwis',
    'view-glass': 'Wju Glass',
    yes: 'Jess',
    no: 'Noo',
    up: 'App',
    down: 'Daun',
    left: 'Left',
    right: 'Reit',
    on: 'Onn',
    off: 'Off',
    go: 'Goo',
  },
  es: {
    alexa: 'aleksa',
    computer: 'compiúter',
    'view-glass': 'viu glas',
    yes: 'yes',
    no: 'nou',
    up: 'ap',
    down: 'daun',
    left: 'left',
    right: 'rait',
    on: 'on',
    off: 'of',
    go: 'gou',
  },
  it: {
    alexa: 'alecsa',
    computer: 'compiúter',
    jarvis: 'giarvis',
    'smart-mirror': 'smart mirror',
    'view-glass': 'viu glas',
    yes: 'ies',
    no: 'no',
    up: 'ap',
    down: 'daun',
    left: 'left',
    right: 'rait',
    on: 'on',
    off: 'off',
    stop: 'stop',
    go: 'go',
  },
  nl: {
    alexa: 'alexa',
    computer: 'kompjoeter',
    'smart-mirror': 'smart mirrer',
    'view-glass': 'vjoe glas',
    yes: 'jes',
    no: 'noo',
    up: 'ap',
    down: 'daun',
    left: 'left',
    right: 'rait',
    on: 'on',
    off: 'of',
    stop: 'stop',
  },
  pl: {
    alexa: 'aleksa',
    computer: 'kompjuter',
    jarvis: 'dżarwis',
    'smart-mirror': 'smart miror',
    snowboy: 'snołboj',
    'view-glass': 'wju glas',
    yes: 'jes',
    no: 'noł',
    up: 'ap',
    down: 'dałn',
    left: 'left',
    right: 'rajt',
    on: 'on',
    off: 'of',
    stop: 'stop',
    go: 'goł',
  },
};

/** Words and sentences that are none of the phrases, many of them close to one. */
export const others = lines(`
  alexis, alexander, alex, lexicon, elect, electra, relax, relaxing, a letter, alaska, election, texas, elixir, alexandria
  compute, commuter, computing, compete, competitor, community, commute, compare, compose, composer, complete, impute, butter, pewter, tutor, scooter, shooter, future, commuters, composed
  charge, harvest, service, jar, jars, jarring, harbour, harvey, marvin, nervous, java, charles, travis, jasmine, jealous, jarring noise, chart, garden, travel, carpets, davis
  smart, mirror, smarter, start, started, heart, part, market, marker, mural, miracle, near her, merrier, smarten, smart people, smart money, a mirror, rear mirror, smart watch, small mirror, dark mirror, nearer
  snow, boy, snowball, cowboy, snowman, boys, snowing, so boring, slow boy, snow boot, show boy, employ, annoy, enjoy, toy boy, noisy, joy, snow bird, snowflake, snowy
  glass, view, class, review, glasses, glance, grass, viewer, views, few glasses, blue glass, you guess, interview, class view, view point, you pass, new class, viewing, last, past
  guess, chess, cup, pup, yesterday, yet, yell, yellow, less, mess, press, dress, bless, guest, west, test, jet, yacht, yeast, ears, years, use
  know, now, note, gnome, nose, known, nobody, nothing, never, north, low, show, slow, owe, toe, dough, mow, knob, not, nod, next, nine, noon
  app, apple, upper, upset, puppy, supper, pop, pub, cap, hub, rub, cut, but, bus, ape, oops, hope, cupboard, sup
  dawn, done, town, brown, crown, drown, found, sound, noun, gown, frown, downtown, doubt, round, count, out, dine, den, dance, darn, done deal
  lift, laughed, list, let, leaf, leave, loved, lost, lent, theft, gift, draft, raft, cliff, life, loft, lefty, leapt, less than, deaf
  light, riot, ride, bright, rice, ripe, rise, rate, route, rat, fright, height, kite, bite, fight, night, white, write, rhyme, riding, wide, wright, ripe fruit, arrive
  own, one, won, open, only, ant, aunt, an, end, honest, under, until, onion, wand, john, gone, don, all in, want, onto, am, owl
  of, often, cough, awful, office, offer, coffee, soft, loaf, half, laugh, rough, enough, oft, loft, ox, awe, olive, officer, offset, scoff
  step, top, shop, stock, stops, stopped, stab, stuff, stub, state, stoop, staff, stone, star, stamp, story, chop, swap, drop, hop, stomp, store, storm, spot, laptop, stopwatch
  goat, goal, grow, ghost, girl, gold, goes, gate, gum, good, google, cargo, glow, gore, guard, gut, golf, ago, logo, game, give, growl, coat, cold, toe
  zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, twenty, thirty, hundred, thousand, million
  bed, bird, cat, dog, happy, house, marvin, sheila, tree, wow, backward, forward, follow, learn, visual
  about, after, again, air, animal, answer, any, around, ask, away, baby, back, ball, bank, bath, beach, beautiful, because, before, begin, behind, believe, better, between, bicycle, big, birthday, black, blanket, blood, blue, board, boat, body, book, bottle, bottom, box, branch, bread, breakfast, bridge, bring, brother, build, burn, busy, button, buy, camera, camp, candle, capital, captain, car, card, carry, castle, catch, center, chair, change, cheap, cheese, chicken, child, church, circle, city, clean, clock, close, clothes, cloud, color, common, cook, corner, country, cousin, cover, cross, cry, danger, dark, daughter, day, dear, deep, desk, different, dinner, doctor, door, dream, drink, drive, dry, during, early, earth, east, easy, edge, egg, empty, energy, engine, english, evening, every, example, eye, face, fact, fall, family, famous, far, farm, fast, father, feel, field, figure, fill, film, find, finger, finish, fire, fish, floor, flower, fly, food, foot, forest, forget, forty, free, fresh, friday, friend, front, fruit, full, funny, future, girlfriend, glad, grandmother, great, green, ground, group, hair, hammer, hand, hard, hat, health, hear, heavy, hello, help, here, high, hill, history, hold, holiday, home, horse, hospital, hot, hour, hungry, hurry, husband, ice, idea, island, job, jump, june, just, keep, key, king, kitchen, knife, lady, lake, language, large, late, law, letter, library, lion, listen, little, live, lock, long, look, love, lunch, machine, magic, map, may, meal, measure, meat, medicine, meet, memory, middle, milk, mind, minute, monday, money, monkey, month, moon, morning, mother, mountain, mouse, mouth, move, movie, music, name, narrow, nature, neck, need, neighbor, network, new, news, nice, noise, number, ocean, old, orange, order, other, outside, oven, page, paint, pair, paper, parent, park, party, pen, pencil, people, perhaps, person, phone, photo, piano, picture, pink, place, plane, plant, plate, play, please, pocket, point, police, poor, potato, power, present, price, problem, program, purple, queen, question, quick, quiet, rabbit, radio, rain, reach, read, ready, red, remember, repeat, rest, rich, river, road, rock, roof, room, rope, sad, salt, same, sand, saturday, say, school, science, sea, season, second, secret, sell, send, shape, sharp, sheep, ship, shirt, shoe, short, shoulder, shower, sick, side, sign, silver, sing, sister, sit, skin, sky, sleep, small, smell, smile, smoke, snake, soap, social, song, south, space, speak, special, spell, spoon, sport, spring, square, stair, stand, station, stay, stick, strange, street, strong, student, study, sugar, summer, sun, sunday, sure, sweet, swim, system, table, talk, tall, taste, taxi, teacher, team, telephone, television, temperature, thank you, theater, there, thing, think, ticket, tiger, time, tired, today, together, tomorrow, tonight, tooth, touch, train, travel, truth, turn, uncle, understand, universe, useful, vegetable, very, village, visit, voice, wait, walk, wall, warm, wash, watch, water, weather, wednesday, week, weekend, welcome, what, wheel, when, where, which, who, why, wife, wind, window, wine, winter, woman, wonder, wood, word, work, world, worry, young, zebra
  how are you today, what time is it, the weather is lovely, please pass the salt, I like green apples, she bought a new car, we had dinner together, where is the station, my brother plays the piano, turn the lamp around, open the window please, close the door, can you hear me, the train was late again, he reads a book, they live in the city, it may rain tomorrow, read me the news, set a timer for ten minutes, play some music, what is the capital of france, call my mother, the children are sleeping, a cup of hot tea, wait a minute please, thank you very much, good morning everybody, see you next week, how much does it cost, my phone is broken, the coffee is cold, add milk to the list, that was a great movie, the river is deep, this bread is fresh, we were late for school, tell me a story, I forgot my keys, the dog chased the cat, winter is nearly over, that is a lovely garden, he works at a hospital, the moon is bright tonight, bring your own glass, the boy likes snow, she saw herself in a mirror, a smart little girl, the view was great, they compute the result, we sat near the harbour, turn the volume higher, make it louder please, do you know him, I know the answer, often we walk home, the office is closed, a soft blanket, half of the cake, the goat ate the grass, a ghost in the house, grow some flowers, a list of names, lift the heavy box, write a letter, ride a bicycle, the light is bright, start the engine, shop for shoes, top of the class, the bus arrives at eight, step over here, the town was quiet, a brown coat, at dawn we leave, the crown of the king, guess who called, you less than me, yet another day, chess is a game, upper floor apartment, an apple a day, the puppy is asleep
`);

/** Everyday words for the voices of other languages: unknown words must not be told by their accent. */
export const othersByAccent = {
  de: lines(
    'Guten Morgen, Fenster, Wasser, die Straße ist lang, zwei Karten bitte, Kommode, Apfel, Lexikon, Stadt, Nuss, Daumen, Leiter, Reise, Onkel, Ofen, Sommer, Glocke',
  ),
  es: lines(
    'buenos días, ventana, agua, la calle es larga, dos billetes por favor, manzana, léxico, ciudad, nuez, dedo, escalera, viaje, tío, horno, gato, llave, guitarra',
  ),
  it: lines(
    'buongiorno, finestra, acqua, la strada è lunga, due biglietti per favore, mela, lessico, città, noce, dito, scala, viaggio, zio, forno, gatto, chiave, gola',
  ),
  nl: lines(
    'goedemorgen, venster, water, de straat is lang, twee kaartjes alstublieft, appel, woordenboek, stad, noot, duim, ladder, reis, oom, oven, kat, sleutel, goud',
  ),
  pl: lines(
    'dzień dobry, okno, woda, ulica jest długa, dwa bilety proszę, jabłko, leksykon, miasto, orzech, palec, drabina, podróż, wujek, piec, kot, klucz, gołąb',
  ),
};

/**
 * The phrase that a text contains as whole words, or undefined. 'download' contains none; 'sit down' contains 'down'.
 */
export function phraseWithin(text) {
  const words = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()} `;
  const spoken = [...Object.values(phrases), 'snow boy', ...soundalikes];
  return spoken.find((phrase) => words.includes(` ${phrase} `));
}

// Words that sound exactly like a phrase in some accent: as examples of "none of them" they would teach the opposite.
const soundalikes = ['know', 'write', 'wright', 'rite'];

function lines(text) {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
