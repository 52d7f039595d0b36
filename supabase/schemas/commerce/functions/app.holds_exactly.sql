create function app.holds_exactly(p_tenant_id uuid, p_lines jsonb, p_owner_kind text, p_owner_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  with held as (
    select h.variant_id, h.place_id, h.quantity - h.taken as quantity from public.stock_holds h
    where h.tenant_id = p_tenant_id and h.owner_kind = p_owner_kind and h.owner_id = p_owner_id and h.state = 'open'
  ), wanted as (
    select l.variant_id, l.place_id, l.quantity from app.stock_lines(p_tenant_id, p_lines) l
  )
  select exists (select from held) and not exists (
    select from (select h.variant_id, sum(h.quantity) as quantity from held h group by 1) h
    full join (select w.variant_id, sum(w.quantity) as quantity from wanted w group by 1) w on w.variant_id = h.variant_id
    where h.quantity is distinct from w.quantity)
  and not exists (
    select from wanted w where w.place_id is not null and w.quantity > coalesce((
      select h.quantity from held h where h.variant_id = w.variant_id and h.place_id = w.place_id), 0));
$$;
comment on function app.holds_exactly(uuid, jsonb, text, uuid) is 'Whether an owner holds these lines already, and nothing else.';
revoke execute on function app.holds_exactly(uuid, jsonb, text, uuid) from public, anon, authenticated;
