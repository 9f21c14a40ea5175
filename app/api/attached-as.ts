/** A file's name for whoever saves it (RFC 6266): in ASCII for programs that read no other, and as it is (RFC 8187). */
export const attachedAs = (name: string): string => {
  const plain = name.replaceAll(/[^ -~]|["\\%]/gu, '_')
  const asIs = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"${plain === name ? '' : `; filename*=UTF-8''${asIs}`}`
}
