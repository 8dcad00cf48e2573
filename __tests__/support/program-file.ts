/** What a program file of a test says of itself; `language` is 0x0409 for American English. */
export interface ProgramFileSays {
  readonly version: string;
  readonly language?: number;
}

/** A 32-bit program file (PE32) with a version resource and nothing else, as a linker lays it out. */
export function programFile({ version, language = 0x0409 }: ProgramFileSays): Buffer {
  const [major = 0, minor = 0, build = 0, revision = 0] = version.split('.').map(Number);
  const bytes = Buffer.alloc(sectionOffset + 512);
  const words = (at: number, ...values: readonly number[]): void => {
    values.forEach((value, index) => bytes.writeUInt16LE(value, at + index * 2));
  };
  const doubles = (at: number, ...values: readonly number[]): void => {
    values.forEach((value, index) => bytes.writeUInt32LE(value, at + index * 4));
  };
  bytes.write('MZ', 0, 'latin1');
  doubles(0x3c, peOffset);
  bytes.write('PE\0\0', peOffset, 'latin1');
  words(peOffset + 4, 0x14c, 1);
  words(peOffset + 20, 224, 0x2102);
  const optional = peOffset + 24;
  words(optional, 0x10b);
  doubles(optional + 92, 16);
  doubles(optional + 96 + 2 * 8, sectionAddress, 512);
  const section = optional + 224;
  bytes.write('.rsrc', section, 'latin1');
  doubles(section + 8, 512, sectionAddress, 512, sectionOffset);
  directory(sectionOffset, 16, 2 ** 31 + 24);
  directory(sectionOffset + 24, 1, 2 ** 31 + 48);
  directory(sectionOffset + 48, language, 72);
  doubles(sectionOffset + 72, sectionAddress + 88, 92);
  const info = sectionOffset + 88;
  words(info, 92, 52, 0);
  bytes.write('VS_VERSION_INFO\0', info + 6, 'utf16le');
  doubles(info + 40, 0xfeef04bd, 0x10000);
  words(info + 48, minor, major, revision, build);
  return bytes;

  function directory(at: number, id: number, to: number): void {
    words(at + 12, 0, 1);
    doubles(at + 16, id, to);
  }
}

const peOffset = 0x80;
const sectionOffset = 0x400;
const sectionAddress = 0x1000;
