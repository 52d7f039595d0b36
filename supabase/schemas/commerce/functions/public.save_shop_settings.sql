create function public.save_shop_settings(p_tenant_id uuid, p_settings jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.shop_settings;
  v_name text := nullif(app.normalize_name(p_settings ->> 'legal_name'), '');
begin
  perform app.require_leader(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  -- one at a time: two that choose the same address
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  select * into v_row from public.shop_settings s where s.tenant_id = p_tenant_id;
  v_row.slug := coalesce(app.slug_of(p_settings ->> 'slug', 60), v_row.slug, app.slug_of((
    select t.slug from public.tenants t where t.id = p_tenant_id), 60));
  v_row.is_open := (p_settings -> 'is_open') is not distinct from 'true';
  v_row.is_indexed := (p_settings -> 'is_indexed') is distinct from 'false';
  v_row.takes_reviews := (p_settings -> 'takes_reviews') is distinct from 'false';
  v_row.has_chat := (p_settings -> 'has_chat') is not distinct from 'true';
  v_row.legal_name := v_name;
  v_row.tax_id := app.trimmed(p_settings ->> 'tax_id', 18);
  v_row.address := app.trimmed(p_settings ->> 'address', 300);
  v_row.email := app.trimmed(p_settings ->> 'email', 254);
  v_row.phone := app.trimmed(p_settings ->> 'phone', 30);
  v_row.intro_text := nullif(btrim(app.normalize_lines(p_settings ->> 'intro_text')), '');
  v_row.policy_text := nullif(btrim(app.normalize_lines(p_settings ->> 'policy_text')), '');
  if v_row.is_open and (v_name is null or v_row.tax_id is null or v_row.address is null or coalesce(v_row.email, v_row.phone) is null) then
    raise sqlstate 'PT400' using message = 'seller_incomplete';
  end if;
  begin
    insert into app.shop_routes as r (slug, tenant_id) values (v_row.slug, p_tenant_id)
    on conflict (tenant_id) do update set slug = excluded.slug where r.slug <> excluded.slug;
  exception when unique_violation then
    raise sqlstate 'PT409' using message = 'slug_taken';
  end;
  insert into public.shop_settings (tenant_id, is_open, slug, is_indexed, legal_name, tax_id, address, email, phone, intro_text, policy_text, takes_reviews,
    has_chat)
  values (p_tenant_id, v_row.is_open, v_row.slug, v_row.is_indexed, v_row.legal_name, v_row.tax_id, v_row.address, v_row.email, v_row.phone,
    v_row.intro_text, v_row.policy_text, v_row.takes_reviews, v_row.has_chat)
  on conflict (tenant_id) do update set is_open = excluded.is_open, slug = excluded.slug, is_indexed = excluded.is_indexed,
    legal_name = excluded.legal_name, tax_id = excluded.tax_id, address = excluded.address, email = excluded.email, phone = excluded.phone,
    intro_text = excluded.intro_text, policy_text = excluded.policy_text, takes_reviews = excluded.takes_reviews, has_chat = excluded.has_chat;
  perform app.set_shop_chat(p_tenant_id, v_row.has_chat and v_row.is_open);
  return public.get_shop_settings(p_tenant_id);
exception when check_violation then
  raise sqlstate 'PT400' using message = 'invalid_settings';
end;
$$;
comment on function public.save_shop_settings(uuid, jsonb) is
  'Caller: owner, admin and supervisor, while the module is on. The whole form of get_shop_settings; an open shop names its seller. Answers get_shop_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 seller_incomplete, PT400 invalid_settings, PT409 slug_taken.';
revoke execute on function public.save_shop_settings(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_shop_settings(uuid, jsonb) to authenticated;
