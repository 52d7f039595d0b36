create function public.saas_save_credit_package(
  p_id uuid, p_name text, p_description text, p_credits integer, p_price_brl numeric, p_is_active boolean, p_is_featured boolean,
  p_seen_at timestamptz default null, p_note text default null
)
returns public.whatsapp_credit_packages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text;
  v_package public.whatsapp_credit_packages;
begin
  perform app.require_saas_admin();
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  v_name := app.require_name(p_name, 100);
  perform app.require_credits(p_credits, 'package');
  -- one administrator at a time, so that the order is that of one of them and places are not shared
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  perform app.require_seen(p_seen_at, (select k.updated_at from public.whatsapp_credit_packages k where k.id = p_id));
  if exists (select from public.whatsapp_credit_packages k where k.id = p_id and k.price_brl <> p_price_brl) then
    perform app.note_package_change(p_note);
  end if;
  insert into public.whatsapp_credit_packages as k (id, name, description, credits, price_brl, is_active, is_featured, position)
  values (p_id, v_name, nullif(app.normalize_lines(left(p_description, 500)), ''), p_credits, app.require_price(p_price_brl),
    coalesce(p_is_active, true), coalesce(p_is_featured, false),
    (select coalesce(max(o.position), 0) + 10 from public.whatsapp_credit_packages o))
  on conflict (id) do update set
    name = excluded.name, description = excluded.description, credits = excluded.credits, price_brl = excluded.price_brl,
    is_active = coalesce(p_is_active, k.is_active), is_featured = coalesce(p_is_featured, k.is_featured)
  returning * into v_package;
  return v_package;
end;
$$;
comment on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) is
  'Caller: SaaS administrators. Creates the package, last in order, or changes it; the id is the caller''s, so a repeated call changes nothing. p_seen_at: updated_at of the package that was changed, NULL for a new one. Another price needs p_note. Purchases begun before keep their price. Errors: PT401 not_signed_in, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_credits, PT400 invalid_price, PT400 note_required, PT409 changed_meanwhile or deleted.';
revoke execute on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) from public, anon, authenticated;
grant execute on function public.saas_save_credit_package(uuid, text, text, integer, numeric, boolean, boolean, timestamptz, text) to authenticated;
