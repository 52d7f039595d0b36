-- The patient (as get_patient answers it) with some units of a form in the place of its own. A phone or an address that is known
-- stays where it is; a guardian or an emergency contact that is known by name is completed.
create function app.merged_intake(p_person jsonb, p_proposal jsonb, p_take text[])
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_patient jsonb := p_person -> 'patient';
  v_phones jsonb := p_person -> 'phones';
  v_emails jsonb := p_person -> 'emails';
  v_relations jsonb := p_person -> 'relations';
  v_taken jsonb;
begin
  select coalesce(jsonb_object_agg(t.key, t.value), '{}') into v_taken from jsonb_each(p_proposal) t where t.key = any (p_take);
  v_patient := v_patient || (v_taken - array['address', 'phone', 'email', 'guardian', 'emergency']);
  if v_taken ? 'address' then
    v_patient := v_patient || jsonb_build_object('cep', null, 'street', null, 'street_number', null, 'complement', null, 'district', null,
      'city', null, 'state', null) || (v_taken -> 'address');
  end if;
  if v_taken ? 'phone' and not jsonb_path_exists(v_phones, '$[*] ? (@.phone == $p)', jsonb_build_object('p', v_taken -> 'phone')) then
    v_phones := v_phones || jsonb_build_array(jsonb_build_object('phone', v_taken -> 'phone', 'type', 'mobile'));
  end if;
  if v_taken ? 'email' and not jsonb_path_exists(v_emails, '$[*] ? (@.email == $e)', jsonb_build_object('e', v_taken -> 'email')) then
    v_emails := v_emails || jsonb_build_array(jsonb_build_object('email', v_taken -> 'email', 'type', 'personal'));
  end if;
  if v_taken #>> '{guardian,full_name}' is not null then
    v_relations := app.with_relation(v_relations, (v_taken -> 'guardian') || '{"is_guardian": true}');
  end if;
  if v_taken #>> '{emergency,full_name}' is not null then
    v_relations := app.with_relation(v_relations, v_taken -> 'emergency');
  end if;
  return jsonb_build_object('patient', v_patient, 'phones', v_phones, 'emails', v_emails, 'relations', v_relations);
end;
$$;
revoke execute on function app.merged_intake(jsonb, jsonb, text[]) from public, anon, authenticated;
