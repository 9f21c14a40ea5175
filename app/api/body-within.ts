/**
 * What was sent, or null where it is longer than `most` bytes: they are counted as they come, because what a request says
 * of its length may be wrong.
 */
export const bodyWithin = async (request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> => {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (;;) {
    const { value } = (await reader?.read()) ?? {}
    if (!value) return new Uint8Array(Buffer.concat(parts))
    size += value.byteLength
    if (size > most) {
      await reader?.cancel()
      return null
    }
    parts.push(value)
  }
}
