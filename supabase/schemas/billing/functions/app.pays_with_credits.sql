-- Whether the clinic's active number is an official one, where messages cost credits.
create function app.pays_with_credits(p_tenant_id uuid)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active and c.provider = 'twilio');
end;
$$;
revoke execute on function app.pays_with_credits(uuid) from public, anon, authenticated;
