import { describe, expect, test } from 'vitest'
import { mailAddressOf, senderOf } from './mail-address.ts'

describe('an e-mail address', () => {
  test.each([
    ['audit@lindegaard.example', 'audit@lindegaard.example'],
    [' Audit.Log+pomona@Lindegaard.example ', 'audit.log+pomona@lindegaard.example'],
  ])('%j is kept as %j', (text, kept) => {
    expect(mailAddressOf(text)).toBe(kept)
  })

  test.each([
    '',
    'audit',
    'audit@',
    '@lindegaard.example',
    'Audit <audit@lindegaard.example>',
    'audit@lindegaard.example, other@lindegaard.example',
    'audit@lindegaard.example\nBcc: other@lindegaard.example',
    'audit\r\n@lindegaard.example',
    'audit@lindegaard.example\u0000',
    `${'a'.repeat(250)}@lindegaard.example`,
    'audit@[127.0.0.1]',
    'prüfung@lindegaard.example',
  ])('%j is none', (text) => {
    expect(mailAddressOf(text)).toBeNull()
  })
})

describe('whom a mail is from', () => {
  test.each([
    ['pomona@lindegaard.example', { name: '', address: 'pomona@lindegaard.example' }],
    ['Pomona <pomona@lindegaard.example>', { name: 'Pomona', address: 'pomona@lindegaard.example' }],
    ['<pomona@lindegaard.example>', { name: '', address: 'pomona@lindegaard.example' }],
  ])('%j has name and address', (text, sender) => {
    expect(senderOf(text)).toEqual(sender)
  })

  test.each(['Pomona', 'Pomona <>', 'Po\r\nmona <pomona@lindegaard.example>', 'a@b.example <c@d>'])(
    '%j is nobody',
    (text) => {
      expect(senderOf(text)).toBeNull()
    },
  )
})
