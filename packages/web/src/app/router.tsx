import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { CaseError } from "../case/http.ts";
import {
  EMPTY_ADDRESS,
  readAddress,
  type ViewAddress,
  writeAddress,
} from "../case/view-address.ts";
import { words } from "../say/words.ts";
import { bringCases } from "./bring-case.ts";
import { CaseFrame } from "./case-frame.tsx";
import { CaseList } from "./case-list.tsx";
import { loadCase } from "./load-case.ts";
import { Failed, Loading, Nowhere } from "./message.tsx";
import { ReviewScreen } from "./review-screen.tsx";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: Nowhere,
  errorComponent: Failed,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  loader: async () => {
    const cases = await bringCases();
    const [first, ...others] = cases;
    if (first === undefined) throw new CaseError("case-unknown", words.states.unknownCase, "");
    if (others.length > 0) return cases;
    const params = { caseId: first.id };
    throw redirect({ to: "/cases/$caseId/review", params, search: EMPTY_ADDRESS });
  },
  component: () => <CaseList cases={home.useLoaderData()} />,
  pendingComponent: Loading,
  errorComponent: Failed,
});

const caseRoute = createRoute({
  getParentRoute: () => root,
  path: "/cases/$caseId",
  // The parser below has already read it; an address that says nothing has all its parts empty.
  validateSearch: (search): ViewAddress => ({ ...EMPTY_ADDRESS, ...search }),
  loader: ({ params }) => loadCase(params.caseId),
  // Asked for again only where somebody wants what is new: the clocks never ask for anything.
  staleTime: Number.POSITIVE_INFINITY,
  component: CaseFrame,
  pendingComponent: Loading,
  errorComponent: Failed,
});

const caseHome = createRoute({
  getParentRoute: () => caseRoute,
  path: "/",
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: "/cases/$caseId/review", params, search });
  },
});

const review = createRoute({
  getParentRoute: () => caseRoute,
  path: "review",
  component: ReviewScreen,
});

const agreement = createRoute({
  getParentRoute: () => caseRoute,
  path: "agreement",
  component: lazyRouteComponent(() => import("./agreement-screen.tsx"), "AgreementScreen"),
});

// The Record brings the checks of signatures and proofs: whoever does not open it need not wait.
const record = createRoute({
  getParentRoute: () => caseRoute,
  path: "record",
  component: lazyRouteComponent(() => import("./record-screen.tsx"), "RecordScreen"),
});

const recordEntry = createRoute({
  getParentRoute: () => caseRoute,
  path: "record/$index",
  component: lazyRouteComponent(() => import("./record-screen.tsx"), "RecordEntryScreen"),
});

// So does the account of an item, with its tables and its drawing.
const accounts = createRoute({
  getParentRoute: () => caseRoute,
  path: "accounts",
  component: lazyRouteComponent(() => import("./accounts-screen.tsx"), "AccountsScreen"),
});

const account = createRoute({
  getParentRoute: () => caseRoute,
  path: "accounts/$item",
  component: lazyRouteComponent(() => import("./accounts-screen.tsx"), "AccountScreen"),
});

const inspect = createRoute({
  getParentRoute: () => caseRoute,
  path: "inspect",
  component: lazyRouteComponent(() => import("./inspect-screen.tsx"), "InspectScreen"),
});

const inspectItem = createRoute({
  getParentRoute: () => caseRoute,
  path: "inspect/$item",
  component: lazyRouteComponent(() => import("./inspect-screen.tsx"), "InspectItemScreen"),
});

/** The addresses of the app: a case, a screen of it, and a view that can be sent to someone. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    caseRoute.addChildren([
      caseHome,
      review,
      agreement,
      accounts,
      account,
      record,
      recordEntry,
      inspect,
      inspectItem,
    ]),
  ]),
  parseSearch: (query) => ({ ...readAddress(new URLSearchParams(query)) }),
  stringifySearch: (search) => `?${writeAddress({ ...EMPTY_ADDRESS, ...search })}`,
  scrollRestoration: false,
  defaultPendingMs: 150,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
