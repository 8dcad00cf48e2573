/** Reads up to `length` bytes from `offset` on; fewer at the end of the file. */
export type ReadPart = (offset: number, length: number) => Promise<Buffer>;

export interface FileVersion {
  /** `4.0.1381.7125` */
  readonly version: string;
  /** The language identifier of the version resource: 0x0409 is American English, 0 none. */
  readonly language: number;
}

/** winnt.h, winuser.h, winver.h */
const dosMagic = 0x5a4d;
const peMagic = 0x4550;
const pe32 = 0x10b;
const resourceDirectory = 2;
const versionType = 16;
const fixedInfoMagic = 0xfeef04bd;

/** A file of NT 4.0 has about ten sections and a few hundred resources of a type; beyond this it is none. */
const mostSections = 96;
const mostEntries = 4096;
const largestFile = 2 ** 31;

/**
 * The version and language of a 32-bit program file (PE32), out of a few short reads. Undefined for a file of another
 * format, one that carries no version, and one that is damaged, whatever its bytes are.
 */
export async function fileVersion(part: ReadPart): Promise<FileVersion | undefined> {
  try {
    return await read(part);
  } catch (error) {
    if (error instanceof NotAsDescribed) return undefined;
    throw error;
  }
}

class NotAsDescribed extends Error {}

async function read(part: ReadPart): Promise<FileVersion> {
  const { resources, fileOffset } = await readHeaders(part);
  const root = fileOffset(resources);
  const [type] = (await readDirectory(part, root, 0)).filter(({ id }) => id === versionType);
  const [name] = await readDirectory(part, root, below(type));
  const [language] = await readDirectory(part, root, below(name));
  if (language === undefined || language.isDirectory) throw new NotAsDescribed();
  const entry = await exactly(part, root + language.offset, 8);
  // VS_VERSIONINFO: three words, its name and its padding go before VS_FIXEDFILEINFO
  const info = await exactly(part, fileOffset(entry.readUInt32LE(0)) + 40, 16);
  if (info.readUInt32LE(0) !== fixedInfoMagic) throw new NotAsDescribed();
  const numbers = [10, 8, 14, 12].map((at) => info.readUInt16LE(at));
  return { version: numbers.join('.'), language: language.id };
}

interface Headers {
  /** Where the resources lie in memory. */
  readonly resources: number;
  /** The place in the file of an address in memory. */
  fileOffset(address: number): number;
}

async function readHeaders(part: ReadPart): Promise<Headers> {
  const dos = await exactly(part, 0, 64);
  if (dos.readUInt16LE(0) !== dosMagic) throw new NotAsDescribed();
  const start = dos.readUInt32LE(60);
  const pe = await exactly(part, start, 144);
  const sectionCount = pe.readUInt16LE(6);
  const directories = pe.readUInt32LE(116);
  if (pe.readUInt32LE(0) !== peMagic || pe.readUInt16LE(24) !== pe32) throw new NotAsDescribed();
  if (sectionCount > mostSections || directories <= resourceDirectory) throw new NotAsDescribed();
  const table = await exactly(part, start + 24 + pe.readUInt16LE(20), sectionCount * 40);
  const sections = Array.from({ length: sectionCount }, (_, index) => ({
    address: table.readUInt32LE(index * 40 + 12),
    size: table.readUInt32LE(index * 40 + 16),
    offset: table.readUInt32LE(index * 40 + 20),
  }));
  return {
    resources: pe.readUInt32LE(120 + resourceDirectory * 8),
    fileOffset(address) {
      const section = sections.find((one) => address >= one.address && address < one.address + one.size);
      if (section === undefined) throw new NotAsDescribed();
      return section.offset + address - section.address;
    },
  };
}

interface Entry {
  readonly id: number;
  /** From the root of the resources. */
  readonly offset: number;
  readonly isDirectory: boolean;
}

/** One level of the tree of resources: types, their names, their languages. */
async function readDirectory(part: ReadPart, root: number, offset: number): Promise<readonly Entry[]> {
  const head = await exactly(part, root + offset, 16);
  const count = head.readUInt16LE(12) + head.readUInt16LE(14);
  if (count > mostEntries) throw new NotAsDescribed();
  const entries = await exactly(part, root + offset + 16, count * 8);
  return Array.from({ length: count }, (_, index) => {
    const to = entries.readUInt32LE(index * 8 + 4);
    return { id: entries.readUInt32LE(index * 8), offset: to % 2 ** 31, isDirectory: to >= 2 ** 31 };
  });
}

function below(entry: Entry | undefined): number {
  if (entry?.isDirectory !== true) throw new NotAsDescribed();
  return entry.offset;
}

async function exactly(part: ReadPart, offset: number, length: number): Promise<Buffer> {
  if (offset + length > largestFile) throw new NotAsDescribed();
  const bytes = await part(offset, length);
  if (bytes.length < length) throw new NotAsDescribed();
  return bytes;
}
