import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export interface ReceivedMail {
  from: string
  to: string[]
  /** Head and text. */
  data: string
}

/** A mail server of a few lines. `refuse`: what it answers a recipient with, in place of 250. */
export async function startSmtpServer() {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const state: { refuse: string | undefined } = { refuse: undefined }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    let mail: ReceivedMail = { from: '', to: [], data: '' }
    let buffer = ''
    let inData = false
    const answer = (line: string) => socket.write(`${line}\r\n`)
    answer('220 test')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      buffer += chunk
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        if (inData) {
          if (line === '.') {
            inData = false
            mails.push(mail)
            mail = { from: '', to: [], data: '' }
            answer('250 taken')
          } else mail.data += `${line}\n`
          continue
        }
        const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
        if (/^(EHLO|HELO|RSET|NOOP)/i.test(line)) answer('250 test')
        else if (/^MAIL FROM/i.test(line)) {
          mail.from = address
          answer('250 ok')
        } else if (/^RCPT TO/i.test(line)) {
          if (state.refuse === undefined) mail.to.push(address)
          answer(state.refuse ?? '250 ok')
        } else if (/^DATA/i.test(line)) {
          inData = true
          answer('354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else answer('502 unknown')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    state,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
