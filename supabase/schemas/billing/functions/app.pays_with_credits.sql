-- Whether messages cost credits on a channel that is on for the clinic.
create function app.pays_with_credits(p_tenant_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active and app.kind_costs_credits(c.provider));
end;
$$;
revoke execute on function app.pays_with_credits(uuid) from public, anon, authenticated;
