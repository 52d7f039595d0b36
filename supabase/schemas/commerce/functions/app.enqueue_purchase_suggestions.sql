create function app.enqueue_purchase_suggestions()
returns integer
language sql
set search_path = ''
as $$
  with added as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select distinct v.tenant_id, 'suggest_purchases', '{}'::jsonb, 'suggest_purchases'
    from public.product_variants v
    where v.reorder_point is not null and v.tracks_stock and v.archived_at is null
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning 1)
  select count(*)::int from added;
$$;
comment on function app.enqueue_purchase_suggestions() is
  'Caller: process-jobs, every morning. A job for each clinic with a reorder point; how many. Errors: none.';
revoke execute on function app.enqueue_purchase_suggestions() from public, anon, authenticated;
grant execute on function app.enqueue_purchase_suggestions() to service_role;
