import { describe, expect, test } from 'vitest'
import { mailServerOf, withoutSignIn } from './mail-server.ts'

const server = (fields: object) => ({ port: 587, encryption: 'required', signIn: null, ...fields })

describe('the address of a mail server', () => {
  test.each([
    ['smtp://mail.example', server({ host: 'mail.example' })],
    ['smtp://mail.example:25?tls=required', server({ host: 'mail.example', port: 25 })],
    ['smtp://mail.example:25?tls=off', server({ host: 'mail.example', port: 25, encryption: 'off' })],
    ['smtps://mail.example', server({ host: 'mail.example', port: 465, encryption: 'fromStart' })],
    ['smtp://127.0.0.1:2525', server({ host: '127.0.0.1', port: 2525, encryption: 'off' })],
    ['smtp://[::1]', server({ host: '::1', encryption: 'off' })],
    ['smtp://localhost?tls=required', server({ host: 'localhost' })],
    [
      'smtps://pomona%40lindegaard.example:p%40ss%3Aword@mail.example:4650',
      server({
        ...{ host: 'mail.example', port: 4650, encryption: 'fromStart' },
        signIn: { user: 'pomona@lindegaard.example', password: 'p@ss:word' },
      }),
    ],
  ])('%s is read', (address, read) => {
    expect(mailServerOf(address)).toEqual(read)
  })

  test.each([
    'mail.example',
    'https://mail.example',
    'smtp://',
    'smtp://mail.example/inbox',
    'smtp://mail.example?tls=maybe',
    'smtp://mail.example?logger=true',
    'smtp://mail.example?tls.rejectUnauthorized=false',
    'smtps://mail.example?tls=off',
    'smtp://user@mail.example',
    'smtp://user:%@mail.example',
  ])('%s is none', (address) => {
    expect(mailServerOf(address)).toBeNull()
  })

  test('a password never goes to another machine without encryption', () => {
    expect(mailServerOf('smtp://user:password@mail.example?tls=off')).toBeNull()
    expect(mailServerOf('smtp://user:password@127.0.0.1')).toMatchObject({ encryption: 'off' })
  })

  test('is told without user and password', () => {
    expect(withoutSignIn('smtps://user:password@mail.example:4650')).toBe('smtps://mail.example:4650')
  })
})
