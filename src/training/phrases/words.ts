// About 1,500 common English words by what they do in a sentence: what people say that is none of the phrases. Written
// for this project, from no other list.

/** By part of speech. Verbs are in the form that follows "they"; nouns are singular. */
export interface WordList {
  readonly nouns: readonly string[];
  readonly people: readonly string[];
  readonly places: readonly string[];
  readonly verbs: readonly string[];
  readonly adjectives: readonly string[];
  readonly adverbs: readonly string[];
  readonly times: readonly string[];
  readonly numbers: readonly string[];
  readonly names: readonly string[];
  readonly small: readonly string[];
  readonly greetings: readonly string[];
}

export const WORDS: WordList = {
  nouns: words(`air airport alarm animal answer apple arm arrow art aunt autumn baby back bag ball balloon banana band
    bank basket bath battery beach bean bear beard bed bee bell belt bench bicycle bill bird birthday biscuit blanket blood
    board boat body bone book boot border bottle bottom bowl box brain branch bread breakfast breath brick bridge brush
    bucket budget bug building bus bush business butter button cabin cable cage cake calendar camera camp candle candy cap
    captain car carbon card carpet carrot case castle cat cattle ceiling cell cellar centre cereal chain chair chalk chance
    change channel chapter cheek cheese cherry chest chicken chimney chin chocolate choice circle class clay clock cloth
    cloud club coal coast coat coffee coin collar colour comb company compass concert cook cookie copper copy corn corner
    cotton couch counter country course cousin cover cow cream credit crowd crown cup cupboard curtain curve custom damage
    dance danger date day deal debt deck deer degree dentist desert design desk detail device diamond dinner direction dirt
    discount dish distance dollar door doubt dozen dragon drawer drawing dream dress drink drop drum duck dust duty ear
    earth edge education effect effort egg elbow elephant energy engine error evening event example exercise eye face fact
    factory failure family fan farm fashion feather fence fever field fight figure film finger finish fire fish flag flame
    flash flavour flight floor flour flower fly fog food foot forest fork form fortune frame freedom friend frog front fruit
    fuel fun fur furniture future game gap garage garden garlic gas gate ghost gift giraffe glass glove glue goal goat gold
    grain grape grass gravity group growth guess guide guitar gun habit hair half hall hammer hand handle harbour hat
    head health heart heat heel height helmet hen hill history hole holiday home honey hook hope horse hospital hotel hour
    house ice idea income industry insect inside iron island item jacket jam jar jaw job joke journey judge juice jungle
    junior key keyboard kick king kiss kitchen kite knee knife knot label ladder lake lamb lamp land language laptop law
    lawyer lead leaf leather leg lemon lesson letter lettuce level library licence lid life lift light lily limit line lion
    lip list liquid litre lock log loss lunch lung machine magazine magic mail manner map marble mark market mask mass match
    material matter meal meaning measure meat medal medicine melon member memory menu message metal meter middle midnight
    mile milk mind mine minute mirror mistake mixture model moment money monkey month mood moon morning motion motor mountain
    mouse mouth movie mud muscle museum mushroom music nail name nation nature neck needle nerve nest net newspaper night
    noise noon nose note notice number nurse nut object ocean offer office oil onion opinion orange orchestra order oven owl
    owner oxygen package paddle page pain paint pair palace pan paper parcel park parrot part partner party passage passport
    past paste path pattern peace peach pear pen pencil pepper percent period person phone photo piano picture piece pig
    pigeon pillow pilot pin pipe pizza place plan plane planet plant plastic plate platform player pleasure plum pocket poem
    point poison police pond pool porch port post pot potato powder power price pride prince print prison prize problem
    process profit program promise proof property protest public puddle pump pumpkin puppy purpose purse puzzle quality
    quarter queen question queue quiz rabbit race radio rail rain rainbow raisin rat reason receipt recipe record relation
    rent report rest result ribbon rice ring risk river road robot rock role roof room root rope rose route rubber rug rule
    ruler safety sail salad salary sale salt sample sand sandwich sauce scale scarf scene schedule school science scissors
    score screen screw sea search season seat second secret section seed sense sentence series service shade shadow shampoo
    shape share shark sheep sheet shelf shell ship shirt shock shoe shop shoulder shower side sight sign signal silence silk
    silver size skill skin skirt sky sleep sleeve slice smell smile smoke snail snake snow soap society sock sofa soil
    soldier song sort soul sound soup space speaker speech speed spider spirit spoon sport spot spring square squirrel stable
    stage stair stamp star start state station statue steam steel stem step stick stock stomach stone storm story stove
    stranger straw stream street string style subject sugar suit summer sun supper surface surprise sweater swimming switch
    system table tail talent tank tap target task taste tax taxi tea team tear television temper temple tennis tent test
    text thanks theatre thing thread thumb thunder ticket tide tie tiger tin toast toe tomato tongue tool tooth top towel
    tower town toy track trade traffic train tray treasure tree triangle trick trip trouble truck trumpet trust truth tube
    tune tunnel turkey turtle umbrella uncle uniform union unit universe valley value van vase vegetable vehicle video view
    village violin visit voice volume waist wall war wash waste watch water wave wax way wealth weapon weather wedding week
    weight wheel whistle wind window wine wing winter wire wish wolf wonder wood wool word work world worm wrist year yogurt
    zebra zipper`),
  people: words(`actor artist author baker boss boy brother builder butcher child coach daughter doctor driver engineer
    farmer father gentleman girl grandfather grandmother guest husband lady leader manager man mayor mother musician
    neighbour officer painter parent patient poet president professor sailor scientist sister son student teacher tourist
    waiter wife woman writer`),
  places:
    words(`bakery basement bathroom bedroom cafe cinema city college corridor court gallery gym hallway kiosk meadow
    office pharmacy playground restaurant stadium studio suburb supermarket university yard zoo`),
  verbs:
    words(`accept add admit agree allow appear argue arrive ask attack avoid bake beat become begin believe blame blow
    boil borrow bother break breathe bring build burn buy call carry catch cause celebrate choose clap clean climb close
    collect come compare complain connect consider contain continue cough count crash create cross cry cut decide decorate
    defend deliver demand depend describe destroy develop die dig discover discuss divide draw drive earn eat employ
    encourage enjoy enter escape examine excuse exist expect explain explore fail fall fasten feed feel fetch fill find fit
    fix float fold follow forget forgive freeze gather get give glow go grow guard hang happen hate have hear help hide hit
    hold hunt hurry hurt imagine improve include increase inform invent invite join jump keep knock know laugh learn leave
    lend lie like listen live look lose love make manage marry mean meet melt mend mention miss mix move need notice obey
    open own pack park pay pick play point polish pour practise praise pray prefer prepare press pretend prevent produce
    protect provide pull punish push put raise reach read receive recognise refuse remember remind remove repair repeat
    replace reply rescue return ride rise roll rub run rush save say scratch scream see seem select sell send separate serve
    set shake shave shine shoot shout show shut sing sink sit ski skip smash solve speak spell spend spill spread stand stare
    stay steal stir stop stretch study succeed suffer suggest supply support suppose swallow sweep swim swing take talk teach
    tell thank think throw tidy tip touch trace travel treat tremble try turn understand use vanish wait wake walk want warm
    warn wave wear weigh welcome win wipe worry wrap write yawn yell`),
  adjectives: words(`able absent active afraid alive alone ancient angry annual asleep awake awful bad bald bare basic
    beautiful bitter black blind blue bold brave brief bright broad broken brown busy calm careful careless cheap clever
    cloudy clumsy cold comfortable common complete cool correct cruel curious daily dark dead deaf dear deep delicious dirty
    double dry dull early easy electric elegant empty equal evil exact excellent expensive extra faint fair false famous far
    fast fat favourite female final fine firm flat foolish foreign free fresh friendly frozen full funny gentle glad golden
    good grand grateful great greedy green grey guilty handsome happy hard healthy heavy high hollow honest hot huge human
    hungry ideal ill important indoor innocent jealous jolly keen kind large last late lazy left little lively local
    lonely long loose loud lovely low lucky mad main male medical medium mental merry mild modern musical naked narrow nasty
    natural naughty neat negative nervous new nice noisy normal obvious odd official old only ordinary other outdoor pale
    perfect personal pink plain pleasant polite poor popular positive possible precious pretty private proper proud pure
    purple quick quiet rapid rare raw ready real recent red regular rich right ripe rough round royal rude sad safe scared
    secure senior separate serious several shallow sharp short shy sick silent silly similar simple single slim slow small
    smart smooth social soft solid sore sour special spicy steady steep sticky stiff straight strange strict strong stupid
    sudden sunny super sure sweet tall tame tasty terrible thick thin thirsty tight tiny tired total tough true typical ugly
    unusual upper upset urgent usual various vast violent warm weak wealthy weird wet whole wicked wide wild wise wooden
    worse worst wrong yellow young`),
  adverbs: words(`again ago almost already also always anyway away badly carefully certainly clearly cleverly easily
    especially even exactly finally gently hardly here immediately indeed instead just later loudly maybe mostly nearly never
    now often once otherwise perhaps politely probably quickly quietly quite rarely rather really seldom simply slowly
    sometimes somewhere soon still suddenly there together too twice usually very well yet`),
  times:
    words(`yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december`),
  numbers: words(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first third
    fourth fifth`),
  names:
    words(`adam albert alice amanda andrew angela anna barbara ben carol charles christine daniel david diana edward
    emily emma eric frank george grace hannah harry helen henry jack jacob james jane jennifer jessica john julia karen kevin
    laura linda lisa louis lucy maria mark martin mary matthew michael nancy nick nora oliver olivia oscar patrick paul peter
    rachel rebecca richard robert rose ruth sam sarah simon sophie steven susan thomas tony victor victoria walter william
    london paris berlin madrid canada england africa europe india japan china texas boston chicago`),
  small:
    words(`a about above across after against all along among an and another any anybody anything are around as at be
    because been before behind being below beneath beside between both but by can could did do does down during each either
    else enough every everybody everyone everything except few for from had has he her hers him his how i if in into is it
    its less lot many me more most much must my neither no nobody none nor not nothing of off on or our out over own per
    same she should since so some somebody something such than that the their them then these they this those though through
    till to toward under unless until up us was we were what when where whether which while who whom whose why will with
    within without would you your`),
  greetings: words('hello hey hi okay please sorry thanks yes yeah goodbye bye welcome well listen'),
};

/** All words, each once, in a fixed order. */
export const ALL_WORDS: readonly string[] = [...new Set(Object.values(WORDS).flat() as string[])];

/** What is said so often that no wake word can be made of it alone. */
export const EVERYDAY: ReadonlySet<string> = new Set([
  ...WORDS.small,
  ...WORDS.greetings,
  ...WORDS.numbers,
  ...WORDS.adverbs,
  ...words(`back bad big buy call come day find get give go good great have hear help home just keep kind know last leave
    left let like little long look make man maybe mean need new next nice old open other part people place play put read
    really right run say see send set show start stop sure take talk tell thing think time today tomorrow try turn use wait
    want way week well work world wrong year`),
]);

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean);
}
