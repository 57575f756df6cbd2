/** Operation names of the services that put them into method and path. Checked top to bottom. */
type Route = readonly [method: string, path: RegExp, operation: string];

const lambda: Route[] = [
  ['GET', /\/event-invoke-config\/list$/, 'ListFunctionEventInvokeConfigs'],
  ['GET', /\/event-invoke-config$/, 'GetFunctionEventInvokeConfig'],
  ['PUT', /\/event-invoke-config$/, 'PutFunctionEventInvokeConfig'],
  ['POST', /\/event-invoke-config$/, 'UpdateFunctionEventInvokeConfig'],
  ['DELETE', /\/event-invoke-config$/, 'DeleteFunctionEventInvokeConfig'],
  ['GET', /\/concurrency$/, 'GetFunctionConcurrency'],
  ['PUT', /\/concurrency$/, 'PutFunctionConcurrency'],
  ['DELETE', /\/concurrency$/, 'DeleteFunctionConcurrency'],
  ['GET', /\/configuration$/, 'GetFunctionConfiguration'],
  ['PUT', /\/configuration$/, 'UpdateFunctionConfiguration'],
  ['PUT', /\/code$/, 'UpdateFunctionCode'],
  ['POST', /\/invocations$/, 'Invoke'],
  ['GET', /\/policy$/, 'GetPolicy'],
  ['POST', /\/policy$/, 'AddPermission'],
  ['DELETE', /\/policy\/[^/]+$/, 'RemovePermission'],
  ['GET', /\/tags\//, 'ListTags'],
  ['POST', /\/tags\//, 'TagResource'],
  ['DELETE', /\/tags\//, 'UntagResource'],
  ['GET', /\/account-settings/, 'GetAccountSettings'],
  ['GET', /\/event-source-mappings\/?$/, 'ListEventSourceMappings'],
  ['POST', /\/event-source-mappings\/?$/, 'CreateEventSourceMapping'],
  ['DELETE', /\/event-source-mappings\//, 'DeleteEventSourceMapping'],
  ['POST', /\/functions\/?$/, 'CreateFunction'],
  ['GET', /\/functions\/?$/, 'ListFunctions'],
  ['GET', /\/functions\/[^/]+$/, 'GetFunction'],
  ['DELETE', /\/functions\/[^/]+$/, 'DeleteFunction'],
];

/** S3's sub-resources of a bucket, by query parameter: GET is GetBucket..., PUT PutBucket..., DELETE DeleteBucket... */
const subresources: Record<string, string> = {
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  encryption: 'BucketEncryption',
  lifecycle: 'BucketLifecycleConfiguration',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  ownershipControls: 'BucketOwnershipControls',
  location: 'BucketLocation',
  acl: 'BucketAcl',
  logging: 'BucketLogging',
  notification: 'BucketNotificationConfiguration',
};

const verbs: Record<string, string> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete', HEAD: 'Head', POST: 'Post' };

function s3(method: string, url: URL): string {
  const query = url.searchParams;
  const named = query.get('x-id'); // the SDK adds the name where method and path alone do not tell
  if (named) return named;
  if (query.has('delete')) return 'DeleteObjects';
  if (query.has('versions')) return 'ListObjectVersions';
  if (query.has('uploads')) return 'ListMultipartUploads';
  if (query.get('list-type') === '2') return 'ListObjectsV2';
  const verb = verbs[method] ?? method;
  const key = Object.keys(subresources).find((name) => query.has(name));
  if (key) return `${verb}${subresources[key]}`;
  const [bucket, object] = url.pathname.slice(1).split(/\/(.*)/s);
  if (object) return `${verb}Object`;
  if (!bucket) return 'ListBuckets';
  return method === 'PUT' ? 'CreateBucket' : `${verb}Bucket`;
}

/** The operation of a REST request; `METHOD /path` where it is not known. */
export function restOperation(service: string, method: string, url: URL): string {
  const fallback = `${method} ${url.pathname}`;
  if (service === 's3') return s3(method, url);
  if (service === 'lambda')
    return lambda.find(([verb, path]) => verb === method && path.test(url.pathname))?.[2] ?? fallback;
  // Account: POST /listRegions
  const word = /^\/([a-z]\w+)$/.exec(url.pathname)?.[1];
  return word ? word.charAt(0).toUpperCase() + word.slice(1) : fallback;
}
