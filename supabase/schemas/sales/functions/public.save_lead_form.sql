create function public.save_lead_form(p_tenant_id uuid, p_id uuid, p_form jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_sales_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.lead_forms as f (tenant_id, id, title, intro, thanks, asks_company, asks_message, owner_id, is_active)
  values (p_tenant_id, p_id, app.require_name(p_form ->> 'title'), nullif(btrim(app.normalize_lines(left(p_form ->> 'intro', 500))), ''),
    nullif(btrim(app.normalize_lines(left(p_form ->> 'thanks', 500))), ''), coalesce((p_form ->> 'asks_company')::boolean, false),
    coalesce((p_form ->> 'asks_message')::boolean, true), app.typed_seller(p_tenant_id, p_form ->> 'owner_id'),
    coalesce((p_form ->> 'is_active')::boolean, true))
  on conflict (tenant_id, id) do update set title = excluded.title, intro = excluded.intro, thanks = excluded.thanks,
    asks_company = excluded.asks_company, asks_message = excluded.asks_message, owner_id = excluded.owner_id, is_active = excluded.is_active;
  insert into app.lead_form_routes (form_id, tenant_id) values (p_id, p_tenant_id) on conflict do nothing;
  return public.get_sales_settings(p_tenant_id);
end;
$$;
comment on function public.save_lead_form(uuid, uuid, jsonb) is
  'Caller: owner, admin, supervisor. A form for the clinic''s site: p_form {title, intro, thanks, asks_company, asks_message, owner_id: who gets its leads, is_active}. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT404 member_not_found.';
revoke execute on function public.save_lead_form(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_lead_form(uuid, uuid, jsonb) to authenticated;
