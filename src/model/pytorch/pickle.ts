// A pickle machine that can build tensors, dictionaries, lists and plain values, and nothing else. A pickle is a
// program: of what Python would import and call, a closed list of names has a meaning here. Everything else becomes a
// value that holds its name and does nothing.
import { called, Dictionary, Global, type Plain, StorageRef, storageOf, Tuple, Unknown } from './pickle-values.js';
import { corrupt } from './zip.js';

/** Stands on the stack where a list, tuple or dictionary begins. */
const MARK = Symbol('mark');

/** Runs a pickle. Throws SluiceError MODEL_CORRUPT where it is none. */
export function unpickle(bytes: Uint8Array): Plain {
  return new Machine(bytes).run();
}

/** The same of a pickle that more follows, and where it ends. */
export function unpickleAt(bytes: Uint8Array, at: number): Unpickled {
  const machine = new Machine(bytes, at);
  const value = machine.run();
  return { value, end: machine.at, storages: machine.storages };
}

export interface Unpickled {
  readonly value: Plain;
  /** Byte behind it. */
  readonly end: number;
  /** All that it names, by key. */
  readonly storages: ReadonlyMap<string, StorageRef>;
}

class Machine {
  readonly storages = new Map<string, StorageRef>();
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #stack: (Plain | typeof MARK)[] = [];
  readonly #memo = new Map<number, Plain>();
  #at = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#at = at;
  }

  /** Byte behind the last instruction. */
  get at(): number {
    return this.#at;
  }

  /** Every turn takes at least a byte, and puts at most one thing on the stack: both are bounded by the file. */
  run(): Plain {
    for (;;) {
      const code = this.#byte();
      if (code === 0x2e) return this.#pop(); // STOP
      if (!this.#literal(code) && !this.#oldLiteral(code) && !this.#collection(code) && !this.#object(code)) {
        throw corrupt(`its pickle has the instruction 0x${code.toString(16)}`);
      }
    }
  }

  /** Instructions that push a plain value or deal with the memo. */
  #literal(code: number): boolean {
    switch (code) {
      case 0x80: // PROTO
        this.#byte();
        return true;
      case 0x95: // FRAME
        this.#take(8);
        return true;
      case 0x4e: // NONE
        return this.#push(null);
      case 0x88: // NEWTRUE
        return this.#push(true);
      case 0x89: // NEWFALSE
        return this.#push(false);
      case 0x4b: // BININT1
        return this.#push(this.#byte());
      case 0x4d: // BININT2
        return this.#push(this.#fixed(2, (at) => this.#view.getUint16(at, true)));
      case 0x4a: // BININT
        return this.#push(this.#fixed(4, (at) => this.#view.getInt32(at, true)));
      case 0x8a: // LONG1
        return this.#push(this.#long(this.#byte()));
      case 0x47: // BINFLOAT
        return this.#push(this.#fixed(8, (at) => this.#view.getFloat64(at, false)));
      case 0x8c: // SHORT_BINUNICODE
        return this.#push(this.#text(this.#byte()));
      case 0x58: // BINUNICODE
        return this.#push(this.#text(this.#fixed(4, (at) => this.#view.getUint32(at, true))));
      case 0x43: // SHORT_BINBYTES
        return this.#push(this.#take(this.#byte()));
      case 0x42: // BINBYTES
        return this.#push(this.#take(this.#fixed(4, (at) => this.#view.getUint32(at, true))));
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#push(this.#take(this.#length8()));
      case 0x8d: // BINUNICODE8
        return this.#push(this.#text(this.#length8()));
      case 0x8b: // LONG4
        return this.#push(this.#long(this.#fixed(4, (at) => this.#view.getUint32(at, true))));
      case 0x71: // BINPUT
        return this.#remember(this.#byte());
      case 0x72: // LONG_BINPUT
        return this.#remember(this.#fixed(4, (at) => this.#view.getUint32(at, true)));
      case 0x94: // MEMOIZE
        return this.#remember(this.#memo.size);
      case 0x68: // BINGET
        return this.#recall(this.#byte());
      case 0x6a: // LONG_BINGET
        return this.#recall(this.#fixed(4, (at) => this.#view.getUint32(at, true)));
      case 0x30: // POP
        this.#stack.pop();
        return true;
      case 0x31: // POP_MARK
        this.#toMark();
        return true;
      case 0x32: {
        // DUP
        const top = this.#pop();
        this.#stack.push(top);
        return this.#push(top);
      }
      default:
        return false;
    }
  }

  /** Instructions of Python 2 and of the protocols 0 and 1, whose values stand as lines of text. */
  #oldLiteral(code: number): boolean {
    switch (code) {
      case 0x54: // BINSTRING
        return this.#push(this.#text(this.#fixed(4, (at) => this.#view.getUint32(at, true))));
      case 0x55: // SHORT_BINSTRING
        return this.#push(this.#text(this.#byte()));
      case 0x53: // STRING
        return this.#push(this.#line().replace(/^(['"])(.*)\1$/, '$2'));
      case 0x56: // UNICODE
        return this.#push(this.#line());
      case 0x49: {
        // INT, or a boolean
        const line = this.#line();
        return this.#push(line === '01' ? true : line === '00' ? false : Number(line));
      }
      case 0x4c: // LONG
        return this.#push(Number(this.#line().replace(/L$/, '')));
      case 0x46: // FLOAT
        return this.#push(Number(this.#line()));
      case 0x70: // PUT
        return this.#remember(Number(this.#line()));
      case 0x67: // GET
        return this.#recall(Number(this.#line()));
      default:
        return false;
    }
  }

  #collection(code: number): boolean {
    switch (code) {
      case 0x28: // MARK
        this.#stack.push(MARK);
        return true;
      case 0x29: // EMPTY_TUPLE
        return this.#push(new Tuple([]));
      case 0x5d: // EMPTY_LIST
        return this.#push([]);
      case 0x8f: // EMPTY_SET
        return this.#push([]);
      case 0x6c: // LIST
      case 0x91: // FROZENSET
        return this.#push(this.#toMark());
      case 0x7d: // EMPTY_DICT
        return this.#push(new Dictionary());
      case 0x64: {
        // DICT
        const pairs = this.#toMark();
        this.#push(new Dictionary());
        return this.#set(pairs);
      }
      case 0x74: // TUPLE
        return this.#push(new Tuple(this.#toMark()));
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: {
        const items = Array.from({ length: code - 0x84 }, () => this.#pop()).reverse();
        return this.#push(new Tuple(items));
      }
      case 0x61: // APPEND
        return this.#append([this.#pop()]);
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        return this.#append(this.#toMark());
      case 0x73: {
        // SETITEM
        const value = this.#pop();
        return this.#set([this.#pop(), value]);
      }
      case 0x75: // SETITEMS
        return this.#set(this.#toMark());
      default:
        return false;
    }
  }

  /** Instructions by which Python would import and call. */
  #object(code: number): boolean {
    switch (code) {
      case 0x63: // GLOBAL
        return this.#push(new Global(`${this.#line()} ${this.#line()}`));
      case 0x93: {
        // STACK_GLOBAL
        const [name, module] = [this.#pop(), this.#pop()];
        // a list as text would be as long as all that it holds, over and over
        if (typeof name !== 'string' || typeof module !== 'string')
          throw corrupt('its pickle asks for a name that is none');
        return this.#push(new Global(`${module} ${name}`));
      }
      case 0x51: // BINPERSID
        return this.#persistent(this.#pop());
      case 0x69: {
        // INST
        const made = new Unknown(`${this.#line()} ${this.#line()}`);
        this.#toMark();
        return this.#push(made);
      }
      case 0x6f: // OBJ
        return this.#push(called(this.#toMark()[0] ?? null, null));
      case 0x81: {
        // NEWOBJ
        const given = this.#pop();
        return this.#push(called(this.#pop(), given));
      }
      case 0x92: {
        // NEWOBJ_EX
        this.#pop();
        const given = this.#pop();
        return this.#push(called(this.#pop(), given));
      }
      case 0x52: {
        // REDUCE
        const given = this.#pop();
        return this.#push(called(this.#pop(), given));
      }
      case 0x62: {
        // BUILD: PyTorch gives state dicts a `_metadata`, which says nothing to us
        const state = this.#pop();
        const built = this.#stack.at(-1);
        if (built instanceof Unknown) built.state = state;
        return true;
      }
      default:
        return false;
    }
  }

  #persistent(id: Plain): true {
    const named = storageOf(id);
    if (named instanceof StorageRef) this.storages.set(named.key, named);
    return this.#push(named);
  }

  #push(value: Plain): true {
    this.#stack.push(value);
    return true;
  }

  #pop(): Plain {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw corrupt('its pickle takes what is not there');
    return value;
  }

  #toMark(): Plain[] {
    const at = this.#stack.lastIndexOf(MARK);
    if (at < 0) throw corrupt('its pickle ends a list that was not begun');
    return this.#stack.splice(at).slice(1) as Plain[];
  }

  #append(items: readonly Plain[]): true {
    const list = this.#stack.at(-1);
    if (list instanceof Unknown) return true;
    if (!Array.isArray(list)) throw corrupt('its pickle adds to what is no list');
    for (const item of items) list.push(item);
    return true;
  }

  #set(pairs: readonly Plain[]): true {
    const dictionary = this.#stack.at(-1);
    if (dictionary instanceof Unknown) return true;
    if (!(dictionary instanceof Dictionary) || pairs.length % 2 !== 0)
      throw corrupt('its pickle fills what is no dictionary');
    for (let i = 0; i < pairs.length; i += 2) {
      const key = pairs[i];
      if (typeof key === 'string') dictionary.entries.set(key, pairs[i + 1] as Plain);
    }
    return true;
  }

  #remember(key: number): true {
    const top = this.#stack.at(-1);
    if (top === undefined || top === MARK) throw corrupt('its pickle remembers nothing');
    this.#memo.set(key, top);
    return true;
  }

  #recall(key: number): true {
    const value = this.#memo.get(key);
    if (value === undefined) throw corrupt('its pickle recalls what it did not remember');
    return this.#push(value);
  }

  #byte(): number {
    return this.#fixed(1, (at) => this.#view.getUint8(at));
  }

  #fixed(size: number, read: (at: number) => number): number {
    if (this.#at + size > this.#bytes.length) throw corrupt('its pickle is cut short');
    this.#at += size;
    return read(this.#at - size);
  }

  #take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw corrupt('its pickle is cut short');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #length8(): number {
    return this.#fixed(8, (at) => Number(this.#view.getBigUint64(at, true)));
  }

  #text(length: number): string {
    return new TextDecoder().decode(this.#take(length));
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw corrupt('its pickle is cut short');
    const line = new TextDecoder().decode(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return line;
  }

  /** Two's complement, the lowest byte first. */
  #long(length: number): number {
    const bytes = this.#take(length);
    const value = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
    return (bytes.at(-1) ?? 0) < 128 ? value : value - 256 ** length;
  }
}
