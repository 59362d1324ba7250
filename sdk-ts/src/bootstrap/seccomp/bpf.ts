// SPDX-License-Identifier: Apache-2.0

// Classic BPF over struct seccomp_data, see seccomp(2): {int nr; u32 arch; u64 ip; u64 args[6]}.

const LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
const JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const JUMP_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
const AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
const RETURN = 0x06; // BPF_RET | BPF_K

const INSTRUCTION_BYTES = 8;

/** Where the number of the call is. */
export const NUMBER = 0;
/** Where the calling convention is named. */
export const ARCHITECTURE = 4;

/** Where the lower half of an argument is; both architectures are little-endian. */
export function low(argument: number): number {
  return 16 + 8 * argument;
}

/** Where its upper half is. */
export function high(argument: number): number {
  return low(argument) + 4;
}

/** What becomes of a call. */
export const Verdict = {
  ALLOW: 0x7fff0000,
  KILL_PROCESS: 0x80000000,
  /** The call fails with this errno(3). */
  errno: (code: number): number => 0x00050000 | code,
} as const;

type Target = "next" | number;

interface Instruction {
  code: number;
  k: number;
  /** Where to go on; a verdict ends the program. */
  yes: Target;
  no: Target;
}

/** Puts a program together; verdicts are jumped to, and stand at its end. */
export class Program {
  readonly #instructions: Instruction[] = [];

  load(offset: number): this {
    return this.#add(LOAD_WORD, offset);
  }

  and(mask: number): this {
    return this.#add(AND, mask);
  }

  /** Goes on with the next instruction where no verdict is given. */
  ifEqual(value: number, yes: Target, no: Target = "next"): this {
    return this.#add(JUMP_EQUAL, value, yes, no);
  }

  ifAtLeast(value: number, yes: Target): this {
    return this.#add(JUMP_AT_LEAST, value, yes);
  }

  /** Runs what `then` adds, which ends with a verdict, for this value only. */
  when(value: number, then: (program: Program) => Program): this {
    const length = then(new Program()).length;
    this.#add(JUMP_EQUAL, value, "next", -length);
    then(this);
    return this;
  }

  end(verdict: number): this {
    return this.#add(RETURN, verdict);
  }

  get length(): number {
    return this.#instructions.length;
  }

  /** As an array of struct sock_filter {u16 code; u8 jt; u8 jf; u32 k}. */
  encode(): Uint8Array<ArrayBuffer> {
    const body = this.#instructions;
    const verdicts = [
      ...new Set(body.flatMap(({ yes, no }) => [yes, no]).filter((to) => isVerdict(to))),
    ];
    const bytes = new Uint8Array((body.length + verdicts.length) * INSTRUCTION_BYTES);
    const view = new DataView(bytes.buffer);
    const distance = (from: number, to: Target): number => {
      if (to === "next") {
        return 0;
      }
      const offset = isVerdict(to) ? body.length + verdicts.indexOf(to) - from - 1 : -to;
      if (offset > 255) {
        throw new RangeError(`a jump of ${offset} instructions: at most 255`);
      }
      return offset;
    };
    body.forEach(({ code, k, yes, no }, i) => {
      const jumps = code === JUMP_EQUAL || code === JUMP_AT_LEAST;
      write(view, i, code, jumps ? distance(i, yes) : 0, jumps ? distance(i, no) : 0, k);
    });
    verdicts.forEach((verdict, i) => write(view, body.length + i, RETURN, 0, 0, verdict));
    return bytes;
  }

  #add(code: number, k: number, yes: Target = "next", no: Target = "next"): this {
    this.#instructions.push({ code, k, yes, no });
    return this;
  }
}

function isVerdict(target: Target): target is number {
  return typeof target === "number" && target >= 0;
}

function write(
  view: DataView,
  index: number,
  code: number,
  jt: number,
  jf: number,
  k: number,
): void {
  const at = index * INSTRUCTION_BYTES;
  view.setUint16(at, code, true);
  view.setUint8(at + 2, jt);
  view.setUint8(at + 3, jf);
  view.setUint32(at + 4, k >>> 0, true);
}
