export { productEvents, runCommand, runDelivery, runRelay, runSweep, slackInteractions } from './forge/handlers';
export { adminResolver, userResolver } from './forge/resolvers';
