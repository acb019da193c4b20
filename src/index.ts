export { cancelApprovalAction, readApprovalAction, startApprovalAction } from './forge/actions';
export { approvalGate } from './forge/gate';
export { productEvents, runCommand, runDaily, runDelivery, runRelay, runSweep } from './forge/handlers';
export { adminResolver, userResolver } from './forge/resolvers';
export { approvalsApi, externalPage, slackCommands, slackEvents, slackInteractions, slackOauth } from './forge/web';
