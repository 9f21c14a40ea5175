/**
 * The characters a TrueType/OpenType font can draw, each with the number of its glyph, read from its `cmap` table
 * (OpenType specification, "cmap", subtable formats 4 and 12, which every font of ours has one of).
 */
export const glyphsOf = (sfnt: Buffer): Map<number, number> => {
  const cmap = tableOffset(sfnt, 'cmap')
  const glyphs = new Map<number, number>()
  for (let index = 0; index < sfnt.readUInt16BE(cmap + 2); index++) {
    const subtable = cmap + sfnt.readUInt32BE(cmap + 4 + index * 8 + 4)
    const format = sfnt.readUInt16BE(subtable)
    if (format === 4) addSegments(sfnt, subtable, glyphs)
    if (format === 12) addGroups(sfnt, subtable, glyphs)
  }
  return glyphs
}

/** How far each glyph moves the pen, in parts of the font's size ("head", "hhea" and "hmtx" of the same specification). */
export const advancesOf = (sfnt: Buffer): ((glyph: number) => number) => {
  const unitsPerEm = sfnt.readUInt16BE(tableOffset(sfnt, 'head') + 18)
  const known = sfnt.readUInt16BE(tableOffset(sfnt, 'hhea') + 34)
  const metrics = tableOffset(sfnt, 'hmtx')
  // Those past the last that is listed are as wide as it.
  return (glyph) => sfnt.readUInt16BE(metrics + Math.min(glyph, known - 1) * 4) / unitsPerEm
}

const tableOffset = (sfnt: Buffer, tag: string): number => {
  for (let index = 0; index < sfnt.readUInt16BE(4); index++) {
    const entry = 12 + index * 16
    if (sfnt.toString('latin1', entry, entry + 4) === tag) return sfnt.readUInt32BE(entry + 8)
  }
  throw new Error(`the font has no ${tag} table`)
}

const addSegments = (sfnt: Buffer, subtable: number, glyphs: Map<number, number>): void => {
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
      if (glyph !== 0) glyphs.set(code, glyph)
    }
  }
}

const addGroups = (sfnt: Buffer, subtable: number, glyphs: Map<number, number>): void => {
  for (let index = 0; index < sfnt.readUInt32BE(subtable + 12); index++) {
    const group = subtable + 16 + index * 12
    const start = sfnt.readUInt32BE(group)
    const glyph = sfnt.readUInt32BE(group + 8)
    for (let code = start; code <= sfnt.readUInt32BE(group + 4); code++)
      glyphs.set(code, glyph + code - start)
  }
}
