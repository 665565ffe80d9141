// The takeover of a partition as a model, walked through in all interleavings: nodes claim the partition whenever they
// like, stand still between any two steps, and are not told of what NATS did for them. What an owner does after a
// refusal is decided by the code that runs.
import { type LastMessage, type Verdict, verdictOn } from '#src/server/fleet/owner/fence.js';

interface Message extends LastMessage {
  /** The rows whose results it tells. */
  readonly rows: readonly number[];
}

interface Node {
  /** 0: it owns nothing. */
  readonly epoch: number;
  /** The message that is to be appended next, and after which; null: none. */
  readonly writing: { readonly batch: number; readonly rows: readonly number[] } | null;
  readonly batch: number;
  readonly after: number;
  /** Whether it has read the state and what was said. */
  readonly loaded: boolean;
  readonly consumed: number;
  readonly published: number;
}

interface World {
  readonly claim: { readonly epoch: number; readonly owner: number };
  readonly messages: readonly Message[];
  readonly state: { readonly covers: number; readonly epoch: number };
  readonly nodes: readonly Node[];
  /** How often an answer may still be lost. */
  readonly unanswered: number;
}

export interface TakeoverOptions {
  readonly nodes: number;
  readonly rows: number;
  /** How often the partition may change hands. */
  readonly claims: number;
  readonly unanswered: number;
  /** What an owner does after a refusal. @default verdictOn */
  readonly verdict?: typeof verdictOn;
  /** Whether NATS compares the last message. @default true */
  readonly compares?: boolean;
}

const IDLE: Node = { epoch: 0, writing: null, batch: 0, after: 0, loaded: false, consumed: 0, published: 0 };
const MOST_STATES = 500_000;

/** Throws an error with the steps that led there where a result is missing or comes twice. Returns distinct states. */
export function walkTakeovers(options: TakeoverOptions): number {
  const first: World = {
    ...{ claim: { epoch: 0, owner: -1 }, messages: [], state: { covers: 0, epoch: 0 } },
    ...{ nodes: Array.from({ length: options.nodes }, () => IDLE), unanswered: options.unanswered },
  };
  const seen = new Set([JSON.stringify(first)]);
  const stack = [{ world: first, steps: '' }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const nexts = nextWorlds(top.world, options);
    if (nexts.every(([name]) => name.startsWith('claim')) && top.world.claim.epoch > 0)
      checkEnd(top.world, options, top.steps);
    for (const [name, world] of nexts) {
      const key = JSON.stringify(world);
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MOST_STATES) throw new Error(`more than ${MOST_STATES} states`);
      const steps = `${top.steps} ${name}`;
      check(world, steps);
      stack.push({ world, steps });
    }
  }
  return seen.size;
}

function nextWorlds(world: World, options: TakeoverOptions): [string, World][] {
  return world.nodes.flatMap((node, i): [string, World][] => {
    const put = (changes: Partial<Node>, others: Partial<World> = {}): World => ({
      ...world,
      ...others,
      nodes: world.nodes.map((each, at) => (at === i ? { ...each, ...changes } : each)),
    });
    const steps: [string, World][] = [];
    if (world.claim.epoch < options.claims && world.claim.owner !== i) {
      const epoch = world.claim.epoch + 1;
      const begun = { ...IDLE, epoch, writing: { batch: 0, rows: [] }, batch: 1 };
      steps.push([`claim${i}`, put(begun, { claim: { epoch, owner: i } })]);
    }
    if (node.epoch === 0) return steps;
    if (node.writing !== null) return [...steps, ...appended(world, node, i, options, put)];
    if (!node.loaded) {
      const { covers } = world.state;
      const published = Math.max(0, ...world.messages.flatMap(({ rows }) => rows));
      return [...steps, [`load${i}`, put({ loaded: true, consumed: covers, published })]];
    }
    if (node.consumed < options.rows) {
      const row = node.consumed + 1;
      const said = row <= node.published;
      const writing = said ? null : { batch: node.batch, rows: [row] };
      steps.push([`take${i}`, put({ consumed: row, writing, batch: node.batch + (said ? 0 : 1) })]);
    }
    // A state is put only after what it covers was said, and never over one of a later owner.
    if (node.consumed > world.state.covers && world.state.epoch <= node.epoch) {
      steps.push([`save${i}`, put({}, { state: { covers: node.consumed, epoch: node.epoch } })]);
    }
    return steps;
  });
}

function appended(
  world: World,
  node: Node,
  i: number,
  { verdict = verdictOn, compares = true }: TakeoverOptions,
  put: (changes: Partial<Node>, others?: Partial<World>) => World,
): [string, World][] {
  const head = { epoch: node.epoch, batch: node.writing?.batch ?? 0 };
  const last = world.messages.at(-1) ?? null;
  if (compares && node.after !== (last?.sequence ?? 0)) {
    return [
      [`refused${i}`, put(judged(verdict(head, last), world.claim.owner === i && world.claim.epoch === node.epoch))],
    ];
  }
  const sequence = (last?.sequence ?? 0) + 1;
  const messages = [...world.messages, { ...head, sequence, rows: node.writing?.rows ?? [] }];
  const steps: [string, World][] = [[`append${i}`, put({ writing: null, after: sequence }, { messages })]];
  if (world.unanswered > 0) steps.push([`unanswered${i}`, put({}, { messages, unanswered: world.unanswered - 1 })]);
  return steps;
}

function judged(verdict: Verdict, owns: boolean): Partial<Node> {
  if (verdict.kind === 'there') return { writing: null, after: verdict.sequence };
  if (verdict.kind === 'fenced' || !owns) return IDLE;
  return { after: verdict.after };
}

/** Results are those of the rows in their order, each once, and no state covers a row whose result was not said. */
function check({ messages, state }: World, steps: string): void {
  const rows = messages.flatMap((message) => message.rows);
  if (rows.some((row, i) => row !== i + 1)) throw new Error(`results of rows ${rows} after${steps}`);
  if (state.covers > rows.length) throw new Error(`a state covers ${state.covers} of ${rows} after${steps}`);
}

function checkEnd({ messages }: World, { rows }: TakeoverOptions, steps: string): void {
  const said = messages.flatMap((message) => message.rows).length;
  if (said !== rows) throw new Error(`${said} results of ${rows} rows at the end of${steps}`);
}
