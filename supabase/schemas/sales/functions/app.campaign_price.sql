create function app.campaign_price(p_tenant_id uuid, p_provider text, p_variant jsonb)
returns integer
language sql
stable
set search_path = ''
as $$
  select app.credits_of(p_provider, coalesce((
    select lower(btrim(t.category)) from public.message_templates t
    where t.tenant_id = p_tenant_id and t.id = (p_variant #>> '{template,id}')::uuid), 'service'));
$$;
comment on function app.campaign_price(uuid, text, jsonb) is
  'What one message of a text costs now, in credits.';
revoke execute on function app.campaign_price(uuid, text, jsonb) from public, anon, authenticated;
