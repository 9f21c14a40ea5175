import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { describe, expect, it } from 'vitest'
import { loadFonts } from './fonts.ts'

const compiler = NodeCompiler.create({
  workspace: fileURLToPath(new URL('./templates', import.meta.url)),
  fontArgs: [{ fontBlobs: loadFonts().blobs() }],
})

/** What Typst answers to an expression, on pages laid out as a report's. */
const evaluated = (before: string, expression: string): unknown => {
  const { result } = compiler.compile({
    mainFileContent: `#import "/blocks.typ": *
#set text(font: sans, size: 10pt)
#set page(paper: "a4", margin: (x: 20mm, top: 26mm, bottom: 24mm))
${before}
#context [#metadata(${expression})<asked>]`,
  })
  if (!result) throw new Error(`Typst does not compile ${expression}`)
  const [asked]: { value: unknown }[] = compiler.query(result, { selector: '<asked>' })
  return asked?.value
}

describe('a word too long for its line breaks', () => {
  it.each([
    ['applePushNotificationCertificate', ['apple', 'Push', 'Notification', 'Certificate']],
    ['depOnboardingSettings', ['dep', 'Onboarding', 'Settings']],
    [
      '/deviceManagement/importedAppleDeviceIdentities',
      ['/', 'deviceManagement', '/', 'imported', 'Apple', 'Device', 'Identities'],
    ],
    ['managedDevices', ['managedDevices']],
    ['0123456789abcdef0123', [...'0123456789abcdef0123']],
  ])('%s at the humps of camel case, or anywhere only where it has none', (word, parts) => {
    expect(evaluated('', `pieces(${JSON.stringify(word)})`)).toEqual(parts)
  })

  it('never after the slash that an address begins with', () => {
    const lines = (text: string) =>
      `measure(block(width: measure("/verify on").width - 0.5pt, breakable(${JSON.stringify(text)}))).height`
    expect(evaluated('', `${lines('A page /verify on')} == ${lines('A page Verify on')}`)).toBe(false)
    expect(evaluated('', `${lines('A page /verify on')} == ${lines('A page ÄÄÄÄÄÄÄÄÄ on')}`)).toBe(true)
  })
})

describe('blocks', () => {
  const table = (rows: number) =>
    `#v(225mm)#drawn((kind: "table", caption: "c", columns: ((title: "a", share: 1),), rows: range(${rows}).map(_ => (((text: "x"),),))))`
  const pages = '(query(figure).first().location().page(), here().page())'

  it('keep a short table on one page', () => {
    expect(evaluated(table(20), pages)).toEqual([1, 2])
    expect(evaluated(table(5), pages)).toEqual([2, 2])
  })

  it('keep a paragraph with what it introduces, and let it end a page where it introduces nothing', () => {
    const pageOf = (introduces: boolean) =>
      evaluated(
        `#v(235mm)#drawn((kind: "paragraph", lines: ((text: "x"),)), introduces: ${introduces})<said>#block(height: 40mm)`,
        'query(<said>).first().location().page()',
      )
    expect(pageOf(true)).toBe(2)
    expect(pageOf(false)).toBe(1)
  })

  it('set the keys in a line as keys, and the words around them as words', () => {
    const width = (line: string) => `measure(run((${line}))).width`
    const parts = '(text: "a_key", isKey: true), (text: ", word", isKey: false)'
    expect(
      evaluated(
        '',
        `${width(`text: "a_key, word", parts: (${parts})`)} == ${width('text: "a_key", style: "mono"')} + ${width('text: ", word"')}`,
      ),
    ).toBe(true)
  })

  it('divide a word of a name only where it would not fit on a line at all', () => {
    const divided = '#set text(lang: "en", hyphenate: true)\n#set par(linebreaks: "optimized")'
    const lines = (word: string, text: string, drawn: string) =>
      `calc.round(measure(block(width: measure("${word}").width + 0.1pt, ${drawn}(par[${text}]))).height / measure(par[x\\ x]).height * 2)`
    const name = 'apparatus Enrollment apparatus'
    expect(evaluated(divided, lines('apparatus Enroll-', name, ''))).toBe(2)
    expect(evaluated(divided, lines('apparatus Enroll-', name, 'undivided'))).toBe(3)
    expect(evaluated(divided, lines('Enroll-', 'Enrollment', 'undivided'))).toBe(2)
  })

  it('number a list that is in order', () => {
    const list = (ordered: string) =>
      `#drawn((kind: "list", ${ordered} items: (((text: "x"),), ((text: "y"),))))`
    const numbered = 'query(enum).map(each => each.children.len())'
    expect(evaluated(list(''), numbered)).toEqual([])
    expect(evaluated(list('ordered: true,'), numbered)).toEqual([2])
  })
})
