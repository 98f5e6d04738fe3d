// A certified OIDC provider for the tests. Takes its settings as one line of JSON on stdin, says {"port"} on stdout when it listens,
// and ends when stdin does, so it never outlives the test run.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const lines = createInterface({ input: process.stdin });
lines.once('close', () => process.exit(0));
lines.once('line', (line) => {
  const { keys, audience, clients } = JSON.parse(line);
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    const provider = new Provider(`http://127.0.0.1:${port}`, {
      jwks: { keys },
      clients: Object.keys(clients).map((id) => ({
        client_id: id, client_secret: 'secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
      })),
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => audience,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: '', audience, accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: keys[0].alg } },
          }),
        },
      },
      extraTokenClaims: (context, token) => clients[token.clientId],
    });
    server.on('request', provider.callback());
    console.log(JSON.stringify({ port }));
  });
});
