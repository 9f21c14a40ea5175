import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = readFileSync('docs/asvs.md', 'utf8')
const rows = text
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')))

/** Of a chapter's table: the number, what it asks, the answer. */
const answered = rows.filter(([number = '', , answer]) => /^V[\d.]+$/.test(number) && answer !== undefined)
/** Of the table of what does not apply: several numbers, and why. */
const inapplicable = rows
  .filter(({ length }) => length === 2)
  .flatMap(([numbers = '']) => numbers.match(/V\d+\.\d+\.\d+/g) ?? [])

test('each requirement of levels 1 and 2 is answered once', () => {
  const numbers = [...inapplicable, ...answered.map(([number = '']) => number)]
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
  expect(numbers).toHaveLength(253)
})

test('what is met names a file, or says that it was seen', () => {
  for (const [number, , answer = '', why = ''] of answered) {
    expect(['yes', 'partly', 'no'], number).toContain(answer)
    if (answer === 'yes') expect(why, number).toMatch(/`|\*seen\*/)
    if (answer === 'partly') expect(why, number).not.toBe('')
  }
})

test('the counts at its head are those of its answers', () => {
  const met = (word: string) => answered.filter(([, , answer = '']) => answer === word).length
  const counts = [met('yes'), met('partly'), met('no'), inapplicable.length]
  expect(rows.find(([first]) => first === '253 requirements')).toEqual([
    '253 requirements',
    ...counts.map(String),
  ])
})
