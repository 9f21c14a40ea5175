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
    'iPad von 王小明, 受付のタブレット, 김철수, שלום, مرحبا',
    'iPad 👩‍🏫 of Ane 👍🏽 🇩🇰 1️⃣ ☎️ 🏳️‍🌈 ❤',
  ])('leaves %j as it is', (text) => {
    expect(printable(text, covers)).toBe(text)
  })

  it('spells out what no font of ours draws, in one bracket a run', () => {
    expect(printable('iPad ห้อง of Ane', covers)).toBe('iPad [U+0E2B U+0E49 U+0E2D U+0E07] of Ane')
  })

  it('spells out what would reorder or hide its neighbours', () => {
    expect(printable('file\u202egpj.exe', covers)).toBe('file[U+202E]gpj.exe')
    expect(printable('a\u200bb\u0000d', covers)).toBe('a[U+200B]b[U+0000]d')
    expect(printable('\ud800', covers)).toBe('[U+D800]')
    expect(printable('👩\u200dA', covers)).toBe('👩[U+200D]A')
    expect(printable('👍\u200b🏽', covers)).toBe('👍[U+200B]🏽')
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
