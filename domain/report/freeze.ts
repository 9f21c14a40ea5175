import canonicalize from 'canonicalize'

/**
 * The one spelling of these facts: canonical JSON (RFC 8785), to be hashed, stored and attached to the PDF.
 * The same facts give the same characters, whatever the order their properties were set in. Throws on a lone
 * surrogate, which is no character and has no place in stored text.
 */
export const freeze = (facts: unknown): string => {
  const text = canonicalize(facts)
  if (text === undefined) throw new Error('these facts have no JSON form')
  return text
}
