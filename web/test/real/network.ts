import { execFileSync } from 'node:child_process';
import type { Ground } from './nodes.js';

const PREFIX = '10.213';

/// Nodes with a network namespace each, so that their network can fail. Each has a link for its clients, and one for
/// other nodes, to the switch of its side:
///
///     this process ── switch for clients ── nodes ── switch of side 0 ══ switch of side 1
///
/// A cut takes what is drawn double. Nothing is refused then: packets are lost, as they are with a cable. Needs root.
export class Network implements Ground {
  readonly #id = process.pid;
  readonly #clients = `hubc${this.#id}`;
  readonly #sides = [0, 1].map((side) => `hub${side}-${this.#id}`);
  readonly #link = this.#sides.map((side) => `${side}l`);
  readonly #count: number;

  /// `sides` says for node 1, node 2 and so on on which side it is.
  constructor(sides: (0 | 1)[]) {
    this.#count = sides.length;
    process.on('exit', this.#remove);
    const [one, two] = this.#link;
    ip(
      ...[this.#clients, ...this.#sides].map((name) => `link add ${name} type bridge`),
      `link add ${one} type veth peer name ${two}`,
      ...this.#link.flatMap((end, side) => [`link set ${end} master ${this.#sides[side]}`, `link set ${end} up`]),
      ...[this.#clients, ...this.#sides].map((name) => `link set ${name} up`),
      `addr add ${PREFIX}.0.254/24 dev ${this.#clients}`,
    );
    sides.forEach((side, index) => this.#add(index + 1, this.#sides[side]!));
  }

  /// Why there can be no such networks here; undefined if there can.
  static get obstacle(): string | undefined {
    if (process.getuid?.() !== 0) return 'needs root, for network namespaces';
    try {
      execFileSync('ip', ['netns', 'add', `hub-try-${process.pid}`], { stdio: 'pipe' });
      execFileSync('ip', ['netns', 'del', `hub-try-${process.pid}`], { stdio: 'pipe' });
      return undefined;
    } catch (fault) {
      return `network namespaces are not permitted here: ${String(fault)}`;
    }
  }

  #add(node: number, side: string): void {
    const space = this.#space(node);
    ip(`netns add ${space}`);
    for (const [end, other, master, address] of [
      [this.#end(node, 'c'), 'clients', this.#clients, this.host(node)],
      [this.#end(node, 'n'), 'nodes', side, this.peer(node)],
    ]) {
      ip(`link add ${end} type veth peer name ${other} netns ${space}`, `link set ${end} master ${master} up`);
      execFileSync('ip', ['-n', space, '-batch', '-'], { input: `addr add ${address}/24 dev ${other}\nlink set ${other} up\nlink set lo up\n` });
    }
  }

  readonly #space = (node: number): string => `hubbub-${this.#id}-${node}`;
  readonly #end = (node: number, what: string): string => `hub${what}${node}-${this.#id}`;

  readonly host = (node: number): string => `${PREFIX}.0.${node}`;
  readonly peer = (node: number): string => `${PREFIX}.1.${node}`;
  readonly within = (node: number): string[] => ['ip', 'netns', 'exec', this.#space(node)];

  /// Takes the way between the two sides.
  cut(): void {
    ip(`link set ${this.#link[0]} down`);
  }

  mend(): void {
    ip(`link set ${this.#link[0]} up`);
  }

  /// Takes everything from a node, as if its machine were gone: nobody hears from it again, not even that it is dead.
  unplug(node: number): void {
    ip(`link set ${this.#end(node, 'c')} down`, `link set ${this.#end(node, 'n')} down`);
  }

  plugIn(node: number): void {
    ip(`link set ${this.#end(node, 'c')} up`, `link set ${this.#end(node, 'n')} up`);
  }

  discard(): void {
    process.off('exit', this.#remove);
    this.#remove();
  }

  readonly #remove = (): void => {
    for (let node = 1; node <= this.#count; node += 1) ip(`netns del ${this.#space(node)}`);
    ip(`link del ${this.#link[0]}`, ...[this.#clients, ...this.#sides].map((name) => `link del ${name}`));
  };
}

/// Runs these commands of ip(8).
function ip(...commands: string[]): void {
  execFileSync('ip', ['-batch', '-'], { input: commands.join('\n') });
}
