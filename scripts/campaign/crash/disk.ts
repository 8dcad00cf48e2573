/** What lies in a folder at one moment: files by their path in it, and the folders. */
export type Image = ReadonlyMap<string, Buffer | 'folder'>;

interface File {
  data: Buffer;
  /** What was in it when it was synced last. */
  synced: Buffer;
}

interface Folder {
  readonly names: Map<string, Node>;
  /** Its names when it was synced last. */
  synced: Map<string, Node>;
}

export type Node = File | Folder;

export const isFolder = (node: Node): node is Folder => 'names' in node;

/** What a power cut leaves of what was not synced. */
export interface Cut {
  /** Of a file: all of it, nothing, or half of what was added. */
  readonly data: (file: File) => 'kept' | 'lost' | 'half';
  readonly names: 'kept' | 'lost';
}

/** Nothing that is not synced is lost when only the program is killed. */
export const killed: Cut = { data: () => 'kept', names: 'kept' };

/** A folder as the program sees it, and as it is on disk for sure. */
export class Disk {
  readonly root: Folder = emptyFolder();

  /** Begins with what is there: all of that is on disk. */
  constructor(image: Image) {
    for (const [path, content] of image) {
      const node = content === 'folder' ? emptyFolder() : { data: content, synced: content };
      this.#above(path).names.set(lastName(path), node);
    }
    syncAll(this.root);
  }

  find(path: string): Node | undefined {
    let node: Node | undefined = this.root;
    for (const name of partsOf(path))
      node = node !== undefined && isFolder(node) ? node.names.get(name) : undefined;
    return node;
  }

  put(path: string, node: Node): void {
    this.#above(path).names.set(lastName(path), node);
  }

  remove(path: string): void {
    this.#above(path).names.delete(lastName(path));
  }

  /** What is found after this moment was the last. */
  after(cut: Cut): Image {
    const image = new Map<string, Buffer | 'folder'>();
    collect(this.root, '', cut, image);
    return image;
  }

  #above(path: string): Folder {
    const above = this.find(partsOf(path).slice(0, -1).join('/'));
    if (above === undefined || !isFolder(above)) throw new Error(`${path} has no folder above it`);
    return above;
  }
}

export const emptyFolder = (): Folder => ({ names: new Map(), synced: new Map() });

/** Makes what a file or a folder is now outlast a power cut. */
export function sync(node: Node): void {
  if (isFolder(node)) node.synced = new Map(node.names);
  else node.synced = node.data;
}

function syncAll(node: Node): void {
  sync(node);
  if (isFolder(node)) for (const below of node.names.values()) syncAll(below);
}

function collect(folder: Folder, above: string, cut: Cut, image: Map<string, Buffer | 'folder'>): void {
  for (const [name, node] of cut.names === 'kept' ? folder.names : folder.synced) {
    const path = above === '' ? name : `${above}/${name}`;
    if (isFolder(node)) {
      image.set(path, 'folder');
      collect(node, path, cut, image);
      continue;
    }
    const fate = cut.data(node);
    image.set(
      path,
      fate === 'kept' ? node.data : fate === 'lost' ? node.synced : halfWritten(node.synced, node.data),
    );
  }
}

/** What stands in a file while it is being written: an end that is half there, or a beginning that is half new. */
export function halfWritten(before: Buffer, after: Buffer): Buffer {
  const isAppended = after.length > before.length && after.subarray(0, before.length).equals(before);
  const middle = isAppended ? Math.ceil((before.length + after.length) / 2) : Math.ceil(after.length / 2);
  return isAppended
    ? after.subarray(0, middle)
    : Buffer.concat([after.subarray(0, middle), before.subarray(middle)]);
}

const partsOf = (path: string): readonly string[] => path.split('/').filter((name) => name !== '');

const lastName = (path: string): string => partsOf(path).at(-1) ?? '';
