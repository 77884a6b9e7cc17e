import { crc32 } from 'node:zlib';

/** The versions of the format for a file without compression, made on Unix. */
const NEEDED = 20;
const MADE_BY = (3 << 8) | NEEDED;

/** A ZIP archive with one executable file, which is not compressed. */
export function zipOf(name: string, content: string): Buffer {
  const [path, data] = [Buffer.from(name), Buffer.from(content)];
  /** The fields that the header of a file and its entry in the directory share. */
  const common = numbers(
    [NEEDED, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 2],
    [crc32(data), 4],
    [data.length, 4],
    [data.length, 4],
  );
  const lengths = numbers([path.length, 2], [0, 2]);
  const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, lengths, path, data]);
  const mode = 0o100755 * 2 ** 16;
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02'),
    numbers([MADE_BY, 2]),
    common,
    lengths,
    numbers([0, 2], [0, 2], [0, 2], [mode, 4], [0, 4]),
    path,
  ]);
  const end = numbers([0, 2], [0, 2], [1, 2], [1, 2], [entry.length, 4], [file.length, 4], [0, 2]);
  return Buffer.concat([file, entry, Buffer.from('PK\x05\x06'), end]);
}

/** Little-endian numbers, each with its length in bytes. */
function numbers(...values: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
