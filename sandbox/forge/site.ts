import { createHash } from 'node:crypto';

/** The one installation of the app that a sandbox holds, by the names that Forge gives things. */
export type Site = {
  cloudId: string;
  url: string;
  installationId: string;
  appId: string;
  environmentId: string;
};

export const APP_VERSION = '1.0.0';
export const ENVIRONMENT_TYPE = 'DEVELOPMENT';

export function toSite(world: { cloudId: string; url: string; installationId: string }, appAri: string): Site {
  const { cloudId, url, installationId } = world;
  const appId = appAri.slice(appAri.lastIndexOf('/') + 1);
  return { cloudId, url, installationId, appId, environmentId: digest(`environment ${appId}`).slice(0, 32) };
}

/** Jira is the required product, so its site is the context of every invocation. */
export const contextAri = (site: Site): string => `ari:cloud:jira::site/${site.cloudId}`;

export function installationOf(site: Site) {
  const ari = `ari:cloud:ecosystem::installation/${site.installationId}`;
  const products = ['jira', 'confluence'].map((product) => `ari:cloud:${product}::site/${site.cloudId}`);
  return {
    ari: { installationId: site.installationId, toString: () => ari },
    contexts: products.map((product) => ({ cloudId: site.cloudId, toString: () => product })),
  };
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
