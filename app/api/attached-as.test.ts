import { expect, test } from 'vitest'
import { attachedAs } from './attached-as.ts'

test.each([
  ['pomona-state.pdf', 'attachment; filename="pomona-state.pdf"'],
  [
    'lettre à Apple.txt',
    `attachment; filename="lettre _ Apple.txt"; filename*=UTF-8''lettre%20%C3%A0%20Apple.txt`,
  ],
  [
    'a"; b\r\nx: y.txt',
    `attachment; filename="a_; b__x: y.txt"; filename*=UTF-8''a%22%3B%20b%0D%0Ax%3A%20y.txt`,
  ],
  [`it's (1).png`, `attachment; filename="it's (1).png"`],
])('%s is attached under its name, and can add no header', (name, header) => {
  expect(attachedAs(name)).toBe(header)
  expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(header)
})
