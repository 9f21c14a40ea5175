/** Always as many, so that they tell nothing of how long the value is. */
const veil = '••••'

/**
 * A value as it is shown to whoever may not see it: enough to recognise one that is known already. Of an address the
 * domain stays and the first letter; of anything else the first characters, of a long one the last too.
 */
export const masked = (value: string): string => {
  const at = value.lastIndexOf('@')
  if (at > 0) return `${at > 2 ? first(value, 1) : ''}${veil}${value.slice(at)}`
  const length = [...value].length
  if (length < 4) return veil
  return length < 10 ? `${first(value, 1)}${veil}` : `${first(value, 3)}${veil}${last(value, 2)}`
}

const first = (text: string, count: number) => [...text].slice(0, count).join('')
const last = (text: string, count: number) => [...text].slice(-count).join('')
