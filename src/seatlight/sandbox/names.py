"""Names for the people after the cast."""

import unicodedata

GIVEN_NAMES = """
    Adaeze Aigerim Alejandro Amara Amélie Anand Anders Aylin Bao Björn Camille Carlos Chiara Dagny
    Daniel Dara Elif  Emeka Emil Esther Farid Fatou Freya Gabriela Giorgos Hamid Hanna Haruka
    Hiroshi Imani Ingrid Iván Jamal Jelena  João Kaito Karim Katarzyna Keala Kiran Lakshmi Leila
    Liam Lior Mei Miguel Minh Mirela Nadia Nia Niko Olena Omar  Oskar Paolo Petra Rania Ravi Rosa
    Samira Sefa Sión Svetlana Tariq Thandi Tove Uchenna Valentina Wanjiru Yara  Yuki Zainab Zoë
    Łukasz
"""
FAMILY_NAMES = """
    Abebe Achterberg Adeyemi Ahmadi Almeida Andersson Aoki Baker Barros Bauer Bello Ben-Ami Bianchi
    Castillo Chaudhry  Cohen Dalgaard Danso Diallo Dimitrov Dubois Eriksen Fernandes Fischer Fofana
    Gomes González Gupta Haile Hansen  Hoang Horvat Ibrahim Iyer Jansen Jovanović Kaplan Karimi Kato
    Kelly Kim Kone Kovács Kumar Laine Larsen Lopes Mbeki  Mensah Moreau Murphy Mutua Nakamura
    Navarro Ndiaye Nguyen Novak Nowak Okafor Ortiz Osei Papadakis Park Patel  Petrov Popescu Quispe
    Rahman Reyes Rossi Sahin Santos Schmidt Shah Silva Smith Sørensen Suzuki Tan Tanaka Tesfaye
    Tremblay Usman Vargas Virtanen Wang Weber Yilmaz Zhang
"""
GIVEN, FAMILY = GIVEN_NAMES.split(), FAMILY_NAMES.split()


def nth_name(number: int) -> tuple[str, str]:
    """A name and an address for a number; different numbers below a million give different addresses."""
    given = GIVEN[number % len(GIVEN)]
    family = FAMILY[(number * 7 + number // len(GIVEN)) % len(FAMILY)]
    return f"{given} {family}", f"{plain(given)}.{plain(family)}{number}@example.org"


def plain(word: str) -> str:
    """A word in lower-case ASCII, as addresses write it."""
    folded = word.replace("Ł", "L").replace("ø", "o")
    letters = unicodedata.normalize("NFD", folded).encode("ascii", "ignore").decode()
    return letters.lower()
