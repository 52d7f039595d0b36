create function app.require_receita_saude(p_tenant_id uuid, p_therapist_id uuid, p_from date, p_to date, p_writes boolean)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, p_writes);
begin
  if v_scope <> p_therapist_id then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'It is another therapist''s money.';
  end if;
  if not exists (
    select from public.therapist_fiscal f where f.tenant_id = p_tenant_id and f.user_id = p_therapist_id and f.receives_as = 'pf') then
    raise sqlstate 'PT404' using message = 'therapist_not_found', detail = 'Nobody who receives as a person.';
  end if;
  if p_from is null or p_to is null or p_from > p_to or p_to - p_from > 366 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A period of at most one year.';
  end if;
end;
$$;
comment on function app.require_receita_saude(uuid, uuid, date, date, boolean) is
  'The therapist receives as a person, and the caller may see it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 therapist_not_found, PT400 invalid_date.';
revoke execute on function app.require_receita_saude(uuid, uuid, date, date, boolean) from public, anon, authenticated;
