import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadFonts } from './fonts.ts'
import { printable } from './printable.ts'

const { covers } = loadFonts()

describe('printable text', () => {
  it.each([
    '#let x = 1; *bold* _it_ $a^2$ `raw` <label> @ref \\ // no',
    'Søren Ærø Åkesson, Łódź, Ťažký, Ελλάδα, Привет',
    '“quoted” ‘so’ « ainsi » — – …',
    'narrow\u202fspace and\u00a0fixed space',
  ])('leaves %j as it is', (text) => {
    expect(printable(text, covers)).toBe(text)
  })

  it('spells out what no font of ours draws, in one bracket a run', () => {
    expect(printable('iPad 👩‍🏫 of Ane', covers)).toBe('iPad [U+1F469 U+200D U+1F3EB] of Ane')
  })

  it('spells out what would reorder or hide its neighbours', () => {
    expect(printable('file\u202egpj.exe', covers)).toBe('file[U+202E]gpj.exe')
    expect(printable('a\u200bb\u0000d', covers)).toBe('a[U+200B]b[U+0000]d')
    expect(printable('\ud800', covers)).toBe('[U+D800]')
  })

  it('runs lines together', () => {
    expect(printable('one\r\ntwo\nthree', covers)).toBe('one two three')
  })

  it('leaves only characters that the fonts draw, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const characters = [...printable(text, covers)]
        expect(characters.filter((character) => !covers(character.codePointAt(0) ?? 0))).toEqual([])
      }),
    )
  })
})
