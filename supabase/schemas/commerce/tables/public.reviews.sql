-- What buyers say of what they bought: one of each thing of an order, seen by strangers once somebody of the clinic let it.
create table public.reviews (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  order_id uuid not null,
  product_id uuid not null,
  stars smallint not null,
  body text,
  shown_name text not null,
  state text not null default 'pending',
  reason text,
  reply text,
  decided_by uuid,
  decided_at timestamptz,
  replied_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  constraint reviewed_once unique (tenant_id, order_id, product_id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  constraint review_has_one_to_five_stars check (stars between 1 and 5),
  constraint review_state_is_known check (state in ('pending', 'published', 'rejected')),
  constraint rejected_says_why check ((state = 'rejected') = (reason is not null)),
  constraint review_texts_fit check (char_length(body) <= 1000 and char_length(reply) <= 1000 and char_length(reason) <= 300),
  constraint shown_name_is_one_plain_line check (shown_name = app.normalize_name(shown_name) and char_length(shown_name) between 1 and 60)
);

alter table public.reviews enable row level security;

create policy select_desk on public.reviews for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index reviews_newest on public.reviews (tenant_id, created_at desc, id desc);
create index reviews_of_product on public.reviews (tenant_id, product_id, state, created_at desc);

comment on table public.reviews is 'Only whoever bought something and has it writes one, with the link of the order. Whether a product may have any is app.takes_reviews.';
comment on column public.reviews.shown_name is 'First name and an initial: what strangers see of the buyer.';
comment on column public.reviews.reason is 'Why it is not shown; the buyer does not see it.';

-- No write grants: send_review and decide_review decide.
revoke all on public.reviews from anon, authenticated;
grant select on public.reviews to authenticated;
grant select, insert, update, delete on public.reviews to service_role;
