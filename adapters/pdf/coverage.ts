/**
 * The characters a TrueType/OpenType font can draw, read from its `cmap` table (OpenType specification,
 * "cmap", subtable formats 4 and 12, which every font of ours has one of).
 */
export const codePointsOf = (sfnt: Buffer): Set<number> => {
  const cmap = tableOffset(sfnt, 'cmap')
  const covered = new Set<number>()
  for (let index = 0; index < sfnt.readUInt16BE(cmap + 2); index++) {
    const subtable = cmap + sfnt.readUInt32BE(cmap + 4 + index * 8 + 4)
    const format = sfnt.readUInt16BE(subtable)
    if (format === 4) addSegments(sfnt, subtable, covered)
    if (format === 12) addGroups(sfnt, subtable, covered)
  }
  return covered
}

const tableOffset = (sfnt: Buffer, tag: string): number => {
  for (let index = 0; index < sfnt.readUInt16BE(4); index++) {
    const entry = 12 + index * 16
    if (sfnt.toString('latin1', entry, entry + 4) === tag) return sfnt.readUInt32BE(entry + 8)
  }
  throw new Error(`the font has no ${tag} table`)
}

const addSegments = (sfnt: Buffer, subtable: number, covered: Set<number>): void => {
  const bytes = sfnt.readUInt16BE(subtable + 6)
  const ends = subtable + 14
  const starts = ends + bytes + 2
  const deltas = starts + bytes
  const ranges = deltas + bytes
  for (let at = 0; at < bytes; at += 2) {
    const start = sfnt.readUInt16BE(starts + at)
    const rangeOffset = sfnt.readUInt16BE(ranges + at)
    for (let code = start; code <= sfnt.readUInt16BE(ends + at) && code !== 0xffff; code++) {
      const glyph =
        rangeOffset === 0
          ? (code + sfnt.readUInt16BE(deltas + at)) & 0xffff
          : sfnt.readUInt16BE(ranges + at + rangeOffset + (code - start) * 2)
      if (glyph !== 0) covered.add(code)
    }
  }
}

const addGroups = (sfnt: Buffer, subtable: number, covered: Set<number>): void => {
  for (let index = 0; index < sfnt.readUInt32BE(subtable + 12); index++) {
    const group = subtable + 16 + index * 12
    for (let code = sfnt.readUInt32BE(group); code <= sfnt.readUInt32BE(group + 4); code++) covered.add(code)
  }
}
