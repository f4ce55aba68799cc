// The examples of docs/api.md with a client made of the portal's OpenAPI document, against the demo.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./portal.js";

type Operation = components["schemas"]["OperationResponse"];

const [portal = "http://localhost:5080", emulator = "http://localhost:5081"] = process.argv.slice(2);
const partner = "11111111-1111-4111-8111-111111111111";

const signIn = await fetch(`${emulator}/${partner}/oauth2/v2.0/token`, {
  method: "POST",
  body: new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "22222222-2222-4222-8222-222222222222",
    client_secret: "demo-automation-secret",
    scope: "api://pinresetportal/.default",
  }),
});
const { access_token: token } = (await signIn.json()) as { access_token: string };
const api = createClient<paths>({ baseUrl: portal, headers: { Authorization: `Bearer ${token}` } });

/** The answer, or a failure that names the problem. */
function told<T>(answer: { data?: T | undefined; error?: unknown; response: Response }): T {
  assert.ok(answer.data !== undefined, `${answer.response.status} ${answer.response.url}: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

async function ended<T>(look: () => Promise<T>, isOver: (seen: T) => boolean): Promise<T> {
  for (let left = 120; left > 0; left--) {
    const seen = await look();
    if (isOver(seen)) {
      return seen;
    }
    await pause(500);
  }
  throw new Error("It did not come to an end within a minute.");
}

async function example(name: string, run: () => Promise<void>): Promise<void> {
  await run();
  console.log(`ok ${name}`);
}

const tenantId = "a0000003-0000-4000-8000-000000000003";
const path = { tenantId };

await example("tenants, whole, filtered and by pages", async () => {
  const all = told(await api.GET("/api/v1/tenants"));
  assert.ok(all.some((tenant) => tenant.tenantId === tenantId));
  told(await api.GET("/api/v1/tenants", { params: { query: { verdict: "NotReady", check: "consent.pin-reset-client" } } }));

  const first = await api.GET("/api/v1/tenants", { params: { query: { limit: 10 } } });
  assert.equal(told(first).length, 10);
  assert.match(first.response.headers.get("link") ?? "", /rel="next"/);
  const same = await api.GET("/api/v1/tenants", { params: { query: { limit: 10 } }, headers: { "If-None-Match": first.response.headers.get("etag") ?? "" } });
  assert.equal(same.response.status, 304);
});

await example("readiness", async () => {
  const readiness = told(await api.GET("/api/v1/tenants/{tenantId}/readiness", { params: { path, query: { refresh: true } } }));
  assert.equal(readiness.verdict, "NotReady");
  assert.equal(readiness.stage, "blocked");
  const broken = readiness.findings.filter((finding) => finding.status === "Broken");
  assert.ok(broken.length > 0 && broken.every((finding) => finding.checkId.includes(".") && finding.summary.length > 0));
  const cost: number = readiness.graph.httpRequests;
  assert.ok(cost > 0);
});

await example("diagnose", async () => {
  const diagnosis = told(await api.POST("/api/v1/diagnose", { body: { tenantId, text: "Something went wrong, CAA20004" } }));
  assert.ok(diagnosis.causes.some((cause) => cause.standing === "confirmed" && cause.nextStep.length > 0));
});

await example("plan, repair, operation", async () => {
  const plan = told(await api.GET("/api/v1/tenants/{tenantId}/plan", { params: { path, query: { check: "all" } } }));
  assert.ok(plan.steps.length > 0 && plan.steps.every((step) => step.method.length > 0));

  const stale = await api.POST("/api/v1/tenants/{tenantId}/remediations", { params: { path }, body: { checks: "all", planHash: "another" } });
  assert.equal(stale.response.status, 409);
  assert.ok(stale.error?.detail);

  const key = { "Idempotency-Key": randomUUID() };
  const start = () => api.POST("/api/v1/tenants/{tenantId}/remediations", { params: { path, header: key }, body: { checks: "all", planHash: plan.planHash } });
  const run: Operation = told(await start());
  const again = await start();
  assert.equal(told(again).id, run.id);
  assert.equal(again.response.headers.get("idempotency-replayed"), "true");

  const end = await ended(
    async () => told(await api.GET("/api/v1/operations/{id}", { params: { path: { id: run.id } } })),
    (operation) => !["pending", "running", "verifying"].includes(operation.state),
  );
  assert.equal(end.state, "verified");
});

await example("plan for a group", async () => {
  const assign = randomUUID();
  const plan = told(await api.GET("/api/v1/tenants/{tenantId}/plan", { params: { path, query: { check: "policy.pin-recovery", template: "helloBaseline", assign } } }));
  assert.ok(Array.isArray(plan.needsAudience));
});

await example("scan", async () => {
  const scan = told(await api.POST("/api/v1/scans", { params: { header: { "Idempotency-Key": randomUUID() } }, body: { tenants: [tenantId] } }));
  const end = await ended(
    async () => told(await api.GET("/api/v1/scans/{id}", { params: { path: { id: scan.id } } })),
    (seen) => seen.state === "completed",
  );
  assert.equal(end.done, 1);
  const items = told(await api.GET("/api/v1/scans/{id}/items", { params: { path: { id: scan.id } } }));
  assert.equal(items[0]?.outcome, "read");
});

await example("bulk repair, as far as its plans", async () => {
  const bulk = told(await api.POST("/api/v1/bulk-repairs", { body: { tenants: ["a0000002-0000-4000-8000-000000000002"], checks: "all" } }));
  const planned = await ended(
    async () => told(await api.GET("/api/v1/bulk-repairs/{id}", { params: { path: { id: bulk.id } } })),
    (seen) => seen.state !== "planning",
  );
  assert.ok(planned.summary?.planHash);
});

await example("audit", async () => {
  told(await api.GET("/api/v1/audit", { params: { query: { tenantId } } }));
  told(await api.GET("/api/v1/audit/verify"));
});
