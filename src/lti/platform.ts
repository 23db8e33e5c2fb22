/** A deployment of the tool in a platform, and how it came to be known. */
export interface Deployment {
  id: string;
  source: 'registration' | 'first-launch' | 'operator';
  addedAt: Date;
}

/** A registered LMS: one per issuer and client id. */
export interface Platform {
  id: string;
  issuer: string;
  clientId: string;
  /** OIDC authorization endpoint. */
  authorizationUrl: string;
  /** OAuth 2 token endpoint. */
  tokenUrl: string;
  /** The audience of our client assertions, where it is not the token endpoint. */
  tokenAudience: string | null;
  jwksUrl: string;
  /** `moodle`, `canvas`, …, as the platform names itself. */
  productFamily: string | null;
  /** Name for people, set by an operator or by the registration. */
  name: string;
  status: 'active' | 'disabled';
  deployments: Deployment[];
  /** Scopes that the platform offered at registration. */
  scopes: string[];
  createdAt: Date;
}

/** The registered platforms; reads are served from memory and are at most a few seconds old. */
export interface Platforms {
  /** @returns the platform with this id, or null. */
  find(id: string): Promise<Platform | null>;
  /** @returns the platform of an issuer and client id; without a client id, of the issuer when it has just one. */
  findByIssuer(issuer: string, clientId?: string): Promise<Platform | null>;
  list(): Promise<Platform[]>;
  /** @throws AppError `lti/platform-exists` (409) when issuer and client id are taken. */
  insert(platform: Omit<Platform, 'id' | 'createdAt'>): Promise<Platform>;
  /** Adds the deployment of the first signed launch, only while none is known. @returns whether it is one of the known now. */
  admitDeployment(platform: Platform, deploymentId: string): Promise<boolean>;
  /** Origins of all active platforms, for frame-ancestors; from memory. */
  origins(): readonly string[];
}

/** What registration and operators change. Each change is one guarded write, so that two at once lose nothing. */
export interface PlatformRegistry extends Platforms {
  /** Sets these fields and leaves the others. @returns the platform; null when there is none with this id */
  update(
    id: string,
    change: Partial<Omit<Platform, 'id' | 'createdAt' | 'deployments'>>,
  ): Promise<Platform | null>;
  /** @returns whether it was added: false when it is known already, or the platform is not */
  addDeployment(id: string, deploymentId: string, source: Deployment['source']): Promise<boolean>;
  /**
   * Never the last one: a platform without any takes that of its next signed launch.
   * @returns whether it was removed
   */
  removeDeployment(id: string, deploymentId: string): Promise<boolean>;
}

/** The tool's own signing keys. */
export interface ToolKeys {
  /** The newest key, as PEM (PKCS #8) with its id. */
  signingKey(): Promise<{ kid: string; privatePem: string }>;
  /** The public halves of all keys, as a JWK set (RFC 7517, 5). */
  publicJwks(): Promise<{ keys: Record<string, unknown>[] }>;
}
