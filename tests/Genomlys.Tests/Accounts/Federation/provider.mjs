// A certified OpenID Connect server (npm oidc-provider) as the tests want it: who signs in is said in a form, nobody is asked for consent, and the keys are new at every start.
// node provider.mjs PORT CLIENT-SECRET CALLBACK-ADDRESS LOGOUT-ADDRESS SIGNED-OUT-ADDRESS [pushes]
import { generateKeyPairSync } from 'node:crypto'
import { Provider } from 'oidc-provider'

const [port, secret, callback, logout, signedOut, pushes] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = { ...privateKey.export({ format: 'jwk' }), kid: `key-${Date.now()}`, alg: 'RS256', use: 'sig' }

const people = {
  sam: { name: 'Sam Samuelsson', preferred_username: 'sam@lindby.example', groups: ['lis-samordnare', 'alla'] },
  eva: { name: 'Eva Ek', preferred_username: 'eva@lindby.example', groups: ['alla'] },
}

const provider = new Provider(issuer, {
  clients: [
    { client_id: 'genomlys', client_secret: secret, redirect_uris: [callback], post_logout_redirect_uris: [signedOut], backchannel_logout_uri: logout, backchannel_logout_session_required: true, token_endpoint_auth_method: 'client_secret_post' },
    { client_id: 'another', client_secret: `${secret}-another`, redirect_uris: [callback], token_endpoint_auth_method: 'client_secret_post' },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub', 'acr', 'auth_time', 'sid'], profile: ['name', 'preferred_username', 'groups'] },
  conformIdTokenClaims: false,
  acrValues: ['loa2', 'loa3'],
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true }, pushedAuthorizationRequests: { enabled: !!pushes, requirePushedAuthorizationRequests: !!pushes } },
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),   // its own would refuse to tell a program on the loopback that somebody has signed out
  findAccount: (_, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
  interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope('openid profile')
    await grant.save()
    return grant
  },
  renderError: (ctx, out) => { ctx.type = 'text'; ctx.body = JSON.stringify(out) },
})

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/who/')) return next()
  if (ctx.method === 'GET') {
    await provider.interactionDetails(ctx.req, ctx.res)
    ctx.type = 'html'
    ctx.body = `<!doctype html><html lang="sv"><title>Kommunens inloggning</title><h1>Kommunens inloggning</h1><form method="post"><label>Vem? <input name="who" autofocus></label> <button>Fortsätt</button></form></html>`
    return
  }
  let body = ''
  for await (const part of ctx.req) body += part
  const said = new URLSearchParams(body)
  await provider.interactionFinished(ctx.req, ctx.res, said.has('who') && people[said.get('who')]
    ? { login: { accountId: said.get('who'), acr: said.get('acr') ?? 'loa3', amr: ['mfa'] } }
    : { error: 'access_denied', error_description: '<b>nej</b>' }, { mergeWithLastSubmission: false })
  ctx.respond = false
})

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'))
