// A pickle machine that can build tensors, dictionaries, lists and plain values, and nothing else. A pickle is a program: what Python would import and
// call is here a closed list of names, each with a meaning of its own, and everything beside it ends the reading.
import { oneLine } from '../file/one-line.js';
import { called, Dictionary, Global, isKnown, type Plain, refused, storageOf, Tuple } from './pickle-values.js';
import { corrupt } from './zip.js';

/** Stands on the stack where a list, tuple or dictionary begins. */
const MARK = Symbol('mark');

/** Runs a pickle. Throws SluiceError MODEL_UNREADABLE where it would make or call anything but tensors and plain values, MODEL_CORRUPT where it is none. */
export function unpickle(bytes: Uint8Array): Plain {
  return new Machine(bytes).run();
}

class Machine {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #stack: (Plain | typeof MARK)[] = [];
  readonly #memo = new Map<number, Plain>();
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Every turn takes at least a byte, and puts at most one thing on the stack: both are bounded by the file. */
  run(): Plain {
    for (;;) {
      const code = this.#byte();
      if (code === 0x2e) return this.#pop(); // STOP
      if (!this.#literal(code) && !this.#collection(code) && !this.#object(code)) {
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
      case 0x7d: // EMPTY_DICT
        return this.#push(new Dictionary());
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
        return this.#global(this.#line(), this.#line());
      case 0x93: {
        // STACK_GLOBAL
        const [name, module] = [this.#pop(), this.#pop()];
        // a list as text would be as long as all that it holds, over and over
        if (typeof name !== 'string' || typeof module !== 'string')
          throw corrupt('its pickle asks for a name that is none');
        return this.#global(module, name);
      }
      case 0x51: // BINPERSID
        return this.#push(storageOf(this.#pop()));
      case 0x52: {
        // REDUCE
        const given = this.#pop();
        return this.#push(called(this.#pop(), given));
      }
      case 0x62: {
        // BUILD: PyTorch gives state dicts a `_metadata`, which says nothing to us
        this.#pop();
        if (this.#stack.at(-1) instanceof Dictionary) return true;
        throw refused('it builds an object that is no dictionary: save model.state_dict(), not the model');
      }
      default:
        return false;
    }
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
    if (!Array.isArray(list)) throw corrupt('its pickle adds to what is no list');
    for (const item of items) list.push(item);
    return true;
  }

  #set(pairs: readonly Plain[]): true {
    const dictionary = this.#stack.at(-1);
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

  #global(module: string, name: string): true {
    const full = `${module} ${name}`;
    if (isKnown(full)) return this.#push(new Global(full));
    throw refused(
      `it asks for '${oneLine(module)}.${oneLine(name)}', and a state dict holds tensors alone: save model.state_dict(), not the model`,
    );
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
