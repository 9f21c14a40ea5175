import { describe, expect, test } from 'vitest'
import { decidePassword } from './password.ts'

const own = { organisation: 'Lindegaard Group', name: 'Ida Krogh', login: 'ida.krogh@lindegaard.example' }
const commonest = new Set(['password', '123qweasdzxc', 'qwertyuiop', 'summer'])
const reasonFor = (password: string) => {
  const decision = decidePassword(password, { own, commonest })
  return decision.ok ? null : decision.reason
}

describe('a password is refused', () => {
  test.each([
    ['as one of the commonest', '123qweasdzxc'],
    ['in whatever case', '123QweAsdZxc'],
    ['with figures and marks around it', '!!Password2026'],
    ['with such as stand for its letters', 'P@ssw0rd 2026'],
    ['with more of the row', 'qwertyuiop12'],
    ['as one letter again and again', 'aaaaaaaaaaaa'],
    ['as one piece again and again', 'pear.pear.pear.'],
  ])('%s: easy to guess', (_how, password) => {
    expect(reasonFor(password)).toBe('passwordEasy')
  })

  test.each([
    ['the product’s name', 'pomona-2026-x'],
    ['the organisation’s name', 'Lindegaard2026!'],
    ['the organisation’s name as one word', 'lindegaardgroup'],
    ['the member’s name and sign-in name', 'krogh ida.krogh 1'],
    ['figures that stand for their letters', 'P0m0n4 Kr0gh 26'],
  ])('where too little is left without %s', (_what, password) => {
    expect(reasonFor(password)).toBe('passwordOwnWords')
  })

  test('where what is left without names is easy to guess', () => {
    expect(reasonFor('lindegaard123qweasdzxc')).toBe('passwordEasy')
  })
})

test.each([
  'pear tree by the gate',
  'a summer at the lake',
  'quelques mots sans lien',
  'Lindegaard has a pear tree',
  'zK3v9qLw2pXa',
  'каждый охотник желает знать',
  '正しい馬電池ホチキスの言葉です',
])('%s may be one', (password) => {
  expect(reasonFor(password)).toBeNull()
})

test('the longest password is judged at once', () => {
  const began = performance.now()
  for (const password of [`${'ab'.repeat(99)}cd`, `${'a'.repeat(199)}b`, ' '.repeat(200)]) reasonFor(password)
  expect(performance.now() - began).toBeLessThan(200)
})
