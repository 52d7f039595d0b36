create function public.find_contact_matches(p_tenant_id uuid, p_full_name text, p_phones text[] default '{}', p_emails text[] default '{}')
returns table (entity text, id uuid, name text, reasons text[], is_sure boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  return query select * from app.contact_matches(p_tenant_id, p_full_name,
    array(select app.normalize_phone(x) from unnest(p_phones) x), array(select app.normalize_email(x) from unnest(p_emails) x));
end;
$$;
comment on function public.find_contact_matches(uuid, text, text[], text[]) is
  'Caller: who sells. Contacts (and patients who are none yet) with one of the phones or addresses of a form; is_sure: the same person as far as can be told. What cannot be read is ignored. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.find_contact_matches(uuid, text, text[], text[]) from public, anon, authenticated;
grant execute on function public.find_contact_matches(uuid, text, text[], text[]) to authenticated;
