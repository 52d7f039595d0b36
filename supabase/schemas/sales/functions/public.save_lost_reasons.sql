create function public.save_lost_reasons(p_tenant_id uuid, p_reasons jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_sales_leader(p_tenant_id);
  if jsonb_typeof(p_reasons) is distinct from 'array' or jsonb_array_length(p_reasons) > 30
    or exists (select from jsonb_array_elements(p_reasons) r (x) where app.typed_id(r.x ->> 'id') is null)
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'reasons';
  end if;
  insert into public.deal_lost_reasons (tenant_id, id, name, position)
  select p_tenant_id, app.typed_id(r.x ->> 'id'), app.require_name(r.x ->> 'name', 60), r.n
  from jsonb_array_elements(p_reasons) with ordinality r (x, n)
  on conflict (tenant_id, id) do update set name = excluded.name, position = excluded.position, archived_at = null;
  update public.deal_lost_reasons r set archived_at = now()
  where r.tenant_id = p_tenant_id and r.archived_at is null
    and r.id not in (select app.typed_id(x ->> 'id') from jsonb_array_elements(p_reasons) x);
  return public.get_sales_settings(p_tenant_id);
end;
$$;
comment on function public.save_lost_reasons(uuid, jsonb) is
  'Caller: owner, admin, supervisor. Reasons for lost deals, [{id from the client, name}] in their order; one that is not named is no longer offered. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_name, PT400 invalid_sale.';
revoke execute on function public.save_lost_reasons(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_lost_reasons(uuid, jsonb) to authenticated;
