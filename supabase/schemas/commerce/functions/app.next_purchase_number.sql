create function app.next_purchase_number(p_tenant_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':purchase_number', 0));
  return (select coalesce(max(o.number), 0) + 1 from public.purchase_orders o where o.tenant_id = p_tenant_id);
end;
$$;
comment on function app.next_purchase_number(uuid) is
  'The number of the next purchase order of a clinic: one after the other, also of two who write at once.';
revoke execute on function app.next_purchase_number(uuid) from public, anon, authenticated;
