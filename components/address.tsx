import { Fragment } from 'react'
import classes from './address.module.css'

/** In characters; still narrower than the narrowest window that pages must fit in (320 CSS pixels). */
const longestOnOneLine = 38

/**
 * An e-mail address or an Apple ID. It stays on one line, where browsers would break it at its first hyphen. What has
 * no room for that lets it wrap, as a heading does (`wraps`), and then it breaks after its @ first.
 */
export function Address({ children, wraps = false }: { children: string; wraps?: boolean }) {
  return (
    <bdi className={wraps || children.length > longestOnOneLine ? undefined : classes.whole}>
      {children.split(/(?<=@)/).map((part) => (
        <Fragment key={part}>
          {part}
          {part.endsWith('@') ? <wbr /> : null}
        </Fragment>
      ))}
    </bdi>
  )
}
